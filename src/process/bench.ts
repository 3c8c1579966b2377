// ./danvan bench: hands over to tools/bench, which stands outside src since it is no part of the running system.
export async function run(args: readonly string[]): Promise<number | undefined> {
  const { bench } = await import('../../tools/bench/bench.ts')
  return bench(args)
}
