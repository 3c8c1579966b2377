// The command for whoever keeps the server: one person gets back in, and the log says by which way.
import assert from 'node:assert/strict'
import test from 'node:test'
import { wayBack } from '../../src/access/way-back.ts'
import { inHouse, MORNING } from '../house.ts'
import { Someone, setUp } from './someone.ts'

const GOOD = { password: 'con trâu đi trước', repeat: 'con trâu đi trước' }

test(
  'the last administrator who lost telephone and password gets back in by the command',
  inHouse(async house => {
    const quan = new Someone(house)
    await quan.signIn('quan')
    await setUp(quan, MORNING)
    const to = { appUrl: house.database.appUrl, dataDir: '/nonexistent' }
    await assert.rejects(wayBack(to, { login: 'khong.co', withoutTotp: true, at: new Date(MORNING) }), /Không tìm thấy tài khoản/)
    const { name, token } = await wayBack(to, { login: 'quan', withoutTotp: true, at: new Date(MORNING) })
    assert.equal(name, 'Nguyễn Minh Quân')
    assert.equal((await quan.get('/can-bo')).status, 401, 'signed out everywhere')
    assert.equal((await new Someone(house).post(`/loi-moi/${token}`, GOOD)).status, 200)
    assert.equal((await quan.signIn('quan', GOOD.password)).location, '/')
    assert.match((await quan.get('/nhat-ky')).text, /bằng lệnh ở máy chủ/)
  }),
)

test(
  'without that option the second factor stays',
  inHouse(async house => {
    const quan = new Someone(house)
    await quan.signIn('quan')
    await setUp(quan, MORNING)
    const { token } = await wayBack(
      { appUrl: house.database.appUrl, dataDir: '/nonexistent' },
      { login: 'quan', withoutTotp: false, at: new Date(MORNING) },
    )
    await new Someone(house).post(`/loi-moi/${token}`, GOOD)
    assert.match((await new Someone(house).signIn('quan', GOOD.password)).text, /mã xác thực/)
  }),
)
