// In a list marked data-keys="findings", j leads to the next item, k to the one before, a to the item's own "agree".
// The keys work only while something in the list has the focus, so that they surprise nobody (WCAG 2.1.4).

export function listenForKeys(list) {
  const items = [...list.querySelectorAll('[data-keys-item]')]
  list.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const place = items.findIndex((item) => item.contains(event.target))
    if (event.key === 'j') go(items[Math.min(place + 1, items.length - 1)])
    if (event.key === 'k') go(items[Math.max(place - 1, 0)])
    // Only leads to the button: a decision is always a press of its own.
    if (event.key === 'a') items[place]?.querySelector('[data-keys-agree]')?.focus()
  })
}

function go(item) {
  item.tabIndex = -1
  item.focus()
}

function isTyping(element) {
  return element.matches('input, textarea, select, [contenteditable]')
}
