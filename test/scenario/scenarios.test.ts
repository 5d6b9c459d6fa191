import { scenario } from './scenario.js'

scenario('a peer that was down gets what it missed by read repair', 'read-repair', `
  start 3 peers lww
  put city Oslo at peer-1
  kill peer-2
  put city Bergen at peer-1
  get city at peer-3
  start peer-2
  copies of city
  get city at peer-2 r=all
  copies of city
`)

scenario('concurrent writes are siblings until a put with their context', 'siblings', `
  start 3 peers w=one r=one siblings
  isolate peer-1
  put cart milk at peer-1
  put cart bread at peer-2
  heal
  get cart at peer-3 r=all
  put cart milk+bread at peer-3 with context
  get cart at peer-1 r=all
`)

scenario('a put with a context leaves what the context does not cover', 'context', `
  start 3 peers siblings
  put list a at peer-1
  get list at peer-1
  put list b at peer-2
  # the context is of peer-2's put now, which had not seen a: a stays
  put list c at peer-3 with context
  get list at peer-2 r=all
  delete list at peer-1 with context
  get list at peer-2 r=all
`)

scenario('of two concurrent lww writes the one with the greater stamp is shown, the other is not brought back by its delete', 'lww', `
  start 3 peers w=one r=one lww
  isolate peer-1
  put k mine at peer-1
  put k theirs at peer-2
  heal
  get k at peer-3 r=all
  delete k at peer-2
  get k at peer-1 r=all
  copies of k
`)

scenario('a deleted value does not come back with the peer that missed the delete', 'delete', `
  start 3 peers lww
  put k old at peer-1
  kill peer-3
  delete k at peer-1
  start peer-3
  copies of k
  get k at peer-3 r=all
  copies of k
`)

scenario('what was acknowledged survives a power cut of every peer', 'power-cut', `
  start 3 peers lww
  put k v1 at peer-2
  cut power of peer-1
  cut power of peer-2
  cut power of peer-3
  start peer-1
  start peer-2
  start peer-3
  get k at peer-1 r=all
`)

scenario('a corrupt copy is no answer, and is repaired', 'rot', `
  start 3 peers lww
  put k v1 at peer-1
  rot k on peer-2
  copies of k
  get k at peer-2
  copies of k
  get k at peer-2 r=all
`)

scenario('a full disk takes no puts and says so; the others carry on', 'disk-full', `
  start 3 peers lww
  put k v1 at peer-1
  disk of peer-1 full
  put k v2 at peer-1
  put k v3 at peer-2
  disk of peer-1 free
  wait 500
  put k v4 at peer-1
  get k at peer-3 r=all
`)

scenario('a minority answers no quorum, and says what may have happened', 'minority', `
  start 3 peers lww
  put k v1 at peer-1
  isolate peer-3
  put k lonely at peer-3
  get k at peer-3
  put k v2 at peer-1
  heal
  get k at peer-3 r=all
`)

scenario('a replaced disk joins under the same name and is filled again', 'replaced-disk', `
  start 4 peers lww
  put k v1 at peer-1
  kill peer-2
  wipe peer-2
  start peer-2
  members
  get k at peer-2 r=all
`)

scenario('a clock that is set back does not hide the next write', 'clock', `
  start 3 peers lww
  put k v1 at peer-1
  clock of peer-1 -3000
  put k v2 at peer-1
  kill peer-1
  start peer-1
  put k v3 at peer-1
  get k at peer-2 r=all
`)

scenario('who is down is suspected, then dead, and alive again when it returns', 'failure-detection', `
  start 4 peers lww
  kill peer-4
  wait 10000
  members
  start peer-4
  heal
  members
`)

scenario('a version with a TTL is gone on every peer at once', 'ttl', `
  start 3 peers lww
  put k short at peer-1 ttl 1000
  get k at peer-2
  wait 1000
  get k at peer-3 r=all
  copies of k
`)

scenario('with two of five peers down writes go on, and say for whom stand-ins keep them', 'sloppy', `
  start 5 peers
  put k v1 at peer-1
  copies of k
  kill peer-2
  kill peer-4
  put k v2 at peer-1
  put k v3 at peer-3
  get k at peer-5 sloppy
  put k v4 at peer-1 strict
  get k at peer-5
`)
