// Makes pages better where scripts run; every page works without it.
import { initAll } from '../govuk-frontend-5.14.0/govuk-frontend.min.js'
import { listenForKeys } from './finding-keys.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
for (const list of document.querySelectorAll('[data-keys="findings"]')) listenForKeys(list)
