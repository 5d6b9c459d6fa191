import { catchBugs } from './catch-bugs.js'

catchBugs(1, 2)
