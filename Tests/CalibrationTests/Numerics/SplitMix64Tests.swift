import Testing

@testable import Calibration

@Suite struct SplitMix64Tests {
  /// The first outputs of Vigna's splitmix64.c for the state 1234567.
  @Test func drawsTheNumbersOfTheReference() {
    var generator = SplitMix64(state: 1_234_567)
    let numbers = (0..<5).map { _ in generator.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ]
    )
  }

  @Test(arguments: [0, 1, 2, 1_000] as [UInt64])
  func aStreamStartsAtAnOutputOfItsGenerator(number: UInt64) {
    var generator = SplitMix64(state: 7)
    for _ in 0..<number { _ = generator.next() }
    var expected = SplitMix64(state: generator.next())
    var (stream, seeded) = (SplitMix64(state: 7).stream(number), SplitMix64(seed: 7, stream: number))
    let next = expected.next()
    #expect(stream.next() == next && seeded.next() == next)
  }
}
