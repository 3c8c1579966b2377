import assert from 'node:assert/strict'
import test from 'node:test'
import { day } from '../../ground/day.ts'
import { checkLogin, checkPassword, checkPostDays, checkRepeat, endPost, notOneself } from './rules.ts'

const today = day('2026-11-21')

test('a password is long enough, not common, and not the login or the name', () => {
  assert.equal(checkPassword('con trâu đi trước', 'an', 'Lương Thị An'), undefined)
  assert.equal(checkPassword('ngắn', 'an', 'Lương Thị An')?.refused, 'password.short')
  assert.equal(checkPassword('x'.repeat(201), 'an', 'An')?.refused, 'password.long')
  for (const easy of ['Mật khẩu 123', 'aaaaaaaaaaaa', 'luong thi an', '1234567890'])
    assert.equal(checkPassword(easy, 'luong.thi.an', 'Lương Thị An')?.refused, 'password.common', easy)
})

test('the password is typed twice alike', () => {
  assert.equal(checkRepeat('một', 'một'), undefined)
  assert.equal(checkRepeat('một', 'hai')?.field, 'repeat')
})

test('a login is small letters, digits and dots', () => {
  assert.equal(checkLogin('luong.thi-an2'), undefined)
  for (const bad of ['An', 'ân', 'a', '.an', 'an@', 'a'.repeat(41)]) assert.equal(checkLogin(bad)?.refused, 'login.shape', bad)
})

test('a post has its days in order and does not begin far ahead', () => {
  assert.equal(checkPostDays(today, undefined, today), undefined)
  assert.equal(checkPostDays(today, today, today), undefined)
  assert.equal(checkPostDays(today, day('2026-11-20'), today)?.refused, 'post.backwards')
  assert.equal(checkPostDays(day('2028-01-01'), undefined, today)?.refused, 'post.far')
})

test('a post ends on or after its first day and not in a far past', () => {
  assert.equal(endPost(day('2026-11-01'), day('2026-11-01'), today), undefined)
  assert.equal(endPost(day('2026-11-10'), day('2026-11-09'), today)?.refused, 'post.end-before')
  assert.equal(endPost(day('2020-01-01'), day('2026-10-20'), today)?.refused, 'post.end-past')
})

test('nobody ends their own post', () => {
  assert.equal(notOneself('a', 'b'), undefined)
  assert.equal(notOneself('a', 'a')?.refused, 'post.own')
})
