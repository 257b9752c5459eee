// Builds the site's copy of GOV.UK Frontend: styles in our palette's names, and the script as it came.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const source = join(here, 'node_modules', 'govuk-frontend')
const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
const target = join(here, '..', 'src', 'saferplan', 'web', 'static', `govuk-frontend-${version}`)

// Colours become names that saferplan.css gives a light and a dark value, so that every part follows the system.
const NAMES = {
  '#0b0c0c': 'ink',
  '#0b0c0d': 'on-focus',
  '#0b0c0e': 'edge',
  '#505a5f': 'quiet',
  '#b1b4b6': 'line',
  '#f3f2f1': 'tint',
  '#dbdad9': 'tint-strong',
  '#c1c3c5': 'tint-strong',
  '#0b5a5e': 'accent',
  '#0a5155': 'accent',
  '#1d70b8': 'accent',
  '#06393c': 'accent-strong',
  '#042426': 'button-shadow',
  '#09484b': 'accent-strong',
  '#4b3f72': 'visited',
  '#ffbf47': 'focus',
  '#d4351c': 'error',
  '#aa2a16': 'error-strong',
  '#55150b': 'button-shadow',
  '#00703c': 'success',
  '#005a30': 'success',
  '#929191': 'button-shadow',
}

function named(css) {
  let written = css
    .replaceAll(/rgba\(0,0,0,0\)/g, 'transparent')
    .replaceAll(/rgba\(11,12,12,\.99\)/g, '#0b0c0c')
    .replaceAll('rgb(58.1960784314%,14.5490196078%,7.6862745098%)', '#aa2a16')
    .replaceAll('rgb(0%,30.7450980392%,16.4705882353%)', '#00703c')
    .replaceAll(/(?<=[{;]color:)#fff(?=[;}])/g, 'var(--on-accent)')
    .replaceAll(/(?<=background-color:)#fff(?=[;}])/g, 'var(--paper)')
  for (const [colour, name] of Object.entries(NAMES)) {
    written = written.replaceAll(new RegExp(`${colour}(?![0-9a-f])`, 'g'), `var(--${name})`)
  }
  return written
}

const { css } = compile(join(here, 'components.scss'), {
  style: 'compressed',
  loadPaths: [join(here, 'node_modules')],
  quietDeps: true,
  silenceDeprecations: ['import'],
})
mkdirSync(target, { recursive: true })
writeFileSync(join(target, 'govuk-frontend.min.css'), `${named(css).replace(/^\uFEFF/, '').trimEnd()}\n`)
const script = readFileSync(join(source, 'dist', 'govuk', 'govuk-frontend.min.js'), 'utf8')
writeFileSync(join(target, 'govuk-frontend.min.js'), `${script.replace(/\/\/# sourceMappingURL=.*\s*$/, '').trimEnd()}\n`)
copyFileSync(join(here, 'LICENCE-govuk-frontend.txt'), join(target, 'LICENCE.txt'))
writeFileSync(
  join(target, 'README.md'),
  `# GOV.UK Frontend ${version}

Built by \`frontend/build.mjs\` from the npm package \`govuk-frontend\` ${version}; MIT licence, in \`LICENCE.txt\`. Do not edit here.

- \`govuk-frontend.min.css\`: the parts that \`frontend/components.scss\` names, in the system's typeface, with the names of
  our palette in place of its colours. Without the crown, GOV.UK's header and footer, and the GDS Transport typeface.
- \`govuk-frontend.min.js\`: the script as it came, without the address of its source map.
`,
)
