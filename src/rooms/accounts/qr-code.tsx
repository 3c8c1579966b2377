// A QR code as an inline picture: nothing is loaded, and the content policy has nothing to refuse.
import encodeQR from 'qr'

// The white margin that a reader needs.
const QUIET = 4

/** The dark squares of each line run together into one path. */
function pathOf(squares: readonly (readonly boolean[])[]): string {
  const runs: string[] = []
  squares.forEach((line, y) => {
    for (let x = 0; x < line.length; x++) {
      if (!line[x]) continue
      const from = x
      while (line[x + 1]) x++
      runs.push(`M${from} ${y}h${x + 1 - from}v1H${from}z`)
    }
  })
  return runs.join('')
}

export function QrCode({ text, label }: { text: string; label: string }) {
  const squares = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET })
  const size = squares.length
  return (
    <svg width="232" height="232" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={pathOf(squares)} />
    </svg>
  )
}
