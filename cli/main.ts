#!/usr/bin/env node
import '../protocols/libp2p/polyfill.js'
