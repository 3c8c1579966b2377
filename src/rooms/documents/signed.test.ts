// Who signs under a paper: by their own post, until it is filled, in the head's stead, by delegation, in the name of a body.
import assert from 'node:assert/strict'
import test from 'node:test'
import { signedOn } from './acts.ts'
import type { Letterhead } from './from-snapshot.ts'
import { provinceLetterhead } from './samples.ts'

const head = (more: Partial<Letterhead['signer']> = {}, issuerKind: Letterhead['issuerKind'] = 'party'): Letterhead => ({
  ...provinceLetterhead,
  issuerKind,
  signer: { onBehalf: null, instead: null, byOrder: null, title: 'Trưởng ban', name: 'Tên In Sẵn', ...more },
})

test('the name is always that of who signed, and the post decides the marks before it', () => {
  assert.deepEqual(signedOn(head(), { name: 'A', title: 'Trưởng ban' }), { ...head().signer, name: 'A' })
  assert.deepEqual(signedOn(head(), { name: 'A', title: 'Phó Trưởng ban' }), {
    onBehalf: null,
    instead: 'Trưởng ban',
    byOrder: null,
    title: 'Phó Trưởng ban',
    name: 'A',
  })
  assert.deepEqual(signedOn(head(), { name: 'A', title: 'Quyền Trưởng ban' }), {
    onBehalf: null,
    instead: null,
    byOrder: null,
    acting: true,
    title: 'Trưởng ban',
    name: 'A',
  })
  assert.deepEqual(signedOn(head(), { name: 'A', title: 'Chánh văn phòng', delegated: 'Trưởng ban' }), {
    onBehalf: null,
    instead: null,
    byOrder: null,
    delegated: 'Trưởng ban',
    title: 'Chánh văn phòng',
    name: 'A',
  })
})

test('a deputy of a body that signs as a whole signs in its name, of the state in the stead of its head too', () => {
  const front = head({ onBehalf: 'Ban Thường trực', title: 'Chủ tịch' }, 'front')
  assert.equal(signedOn(front, { name: 'A', title: 'Phó Chủ tịch' }).instead, null)
  assert.equal(signedOn(front, { name: 'A', title: 'Phó Chủ tịch' }).onBehalf, 'Ban Thường trực')
  const state = head({ onBehalf: 'Ủy ban nhân dân', title: 'Chủ tịch' }, 'state')
  assert.equal(signedOn(state, { name: 'A', title: 'Phó Chủ tịch' }).instead, 'Chủ tịch')
})
