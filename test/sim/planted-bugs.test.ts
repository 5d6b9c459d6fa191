import { catchBugs } from './catch-bugs.js'

catchBugs(0, 2)
