// A process of its own that goes round once: for tests that kill it.
import { openDatabase } from '../../src/ground/db.ts'
import { fileStore } from '../../src/ground/files.ts'
import { buildOutbox } from '../../src/house.ts'

const of = (name: string): string => process.env[name] ?? ''
const { db } = openDatabase(of('ROUND_DATABASE'), { size: 6 })
await buildOutbox({
  db,
  files: fileStore('.test/one-round'),
  now: () => new Date(of('ROUND_AT')),
  mail: { url: of('ROUND_MAIL'), from: 'danvan@tinh.example', publicUrl: 'https://danvan.tinh.example' },
}).round()
