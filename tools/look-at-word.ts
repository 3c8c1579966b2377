// Turns the sample reports into pictures, to be looked at: node --import tsx tools/look-at-word.ts FOLDER
// Needs LibreOffice (soffice), pdftoppm and the Tinos font; nothing else in the project needs them.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { samples } from '../src/rooms/documents/samples.ts'
import { composeWord } from '../src/rooms/documents/word.ts'

const folder = resolve(process.argv[2] ?? 'word-pictures')
mkdirSync(folder, { recursive: true })
// Debian's Liberation Serif lacks Vietnamese letters; Tinos has the widths of Times New Roman and the letters.
const fonts = join(folder, 'fonts.conf')
writeFileSync(
  fonts,
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include>
<selectfont><rejectfont><pattern><patelt name="family"><string>Liberation Serif</string></patelt></pattern></rejectfont></selectfont>
<match target="pattern"><test name="family"><string>Times New Roman</string></test><edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match>
</fontconfig>`,
)
const env = { ...process.env, FONTCONFIG_FILE: fonts, HOME: folder }
for (const [name, document] of Object.entries(samples())) {
  const file = join(folder, `${name}.docx`)
  writeFileSync(file, await composeWord(document))
  execFileSync('soffice', ['--headless', '--convert-to', 'pdf', '--outdir', folder, file], { env, stdio: 'inherit' })
  execFileSync('pdftoppm', ['-r', '90', '-png', join(folder, `${name}.pdf`), join(folder, name)], { env, stdio: 'inherit' })
}
