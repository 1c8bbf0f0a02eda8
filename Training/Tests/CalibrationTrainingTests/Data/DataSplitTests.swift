import Testing

@testable import CalibrationTraining

@Suite struct DataSplitTests {
  private static func data(training: Int, test: Int?, classCount: Int = 3) -> DataSet {
    DataSet(
      name: "synthetic",
      format: .classFolders,
      training: .synthetic(training, classCount: classCount),
      test: test.map { .synthetic($0, classCount: classCount) },
      imageSizes: [:],
      damagedFiles: [],
      unusedFolders: []
    )
  }

  /// The indices of a part's images: with up to 256 of them, the first byte tells.
  private static func indices(_ images: LabeledImages) throws -> [Int] {
    let inverse = 233  // 89 · 233 ≡ 1 (mod 256)
    return try (0..<images.count).map { Int(try images.image($0).pixels[0]) * inverse % 256 }
  }

  @Test func partsAreDisjointAndComplete() throws {
    let split = try DataSplit(
      Self.data(training: 200, test: nil),
      SplitOptions(validation: .count(30), test: .fraction(0.25), seed: 5)
    )
    let parts = try [split.training, split.validation, split.test].map(Self.indices)
    #expect(parts.map(\.count) == [120, 30, 50])
    #expect(parts.flatMap(\.self).sorted() == Array(0..<200))
    #expect(parts.allSatisfy { $0 == $0.sorted() })
    #expect(split.validation.classSizes == [10, 10, 10])
    // 67, 67 and 66 images give 16.75, 16.75 and 16.5.
    #expect(split.test.classSizes == [17, 17, 16])
  }

  @Test func theTestPartOfTheDataSetIsUsed() throws {
    let split = try DataSplit(Self.data(training: 100, test: 20))
    #expect([split.training.count, split.validation.count, split.test.count] == [90, 10, 20])
    #expect(try Self.indices(split.test) == Array(0..<20))
  }

  @Test func theSeedDecides() throws {
    let data = Self.data(training: 200, test: 20)
    func validation(_ seed: UInt64) throws -> [Int] {
      try Self.indices(DataSplit(data, SplitOptions(seed: seed)).validation)
    }
    #expect(try validation(1) == validation(1))
    #expect(try validation(1) != validation(2))
  }

  @Test func aTrainFractionLeavesTheOtherPartsAsTheyAre() throws {
    let data = Self.data(training: 200, test: 20)
    let whole = try DataSplit(data, SplitOptions(seed: 3))
    let part = try DataSplit(data, SplitOptions(trainFraction: 0.2, seed: 3))
    #expect(part.training.count == 36)
    #expect(part.training.classSizes == [12, 12, 12])
    #expect(try Self.indices(part.validation) == Self.indices(whole.validation))
    #expect(try Set(Self.indices(whole.training)).isSuperset(of: Self.indices(part.training)))
  }

  @Test func proportionsHoldForUnequalClasses() throws {
    let labels = [Int32](repeating: 0, count: 90) + [Int32](repeating: 1, count: 10)
    let images = LabeledImages(SyntheticImages(imageCount: 100), labels: labels, classNames: ["often", "seldom"])
    var data = Self.data(training: 3, test: 3)
    data = DataSet(
      name: data.name,
      format: data.format,
      training: images,
      test: images,
      imageSizes: [:],
      damagedFiles: [],
      unusedFolders: []
    )
    let split = try DataSplit(data, SplitOptions(validation: .count(20)))
    #expect(split.validation.classSizes == [18, 2])
    #expect(split.training.classSizes == [72, 8])
  }

  @Test(arguments: [
    SplitOptions(validation: .count(0)),
    SplitOptions(validation: .count(-1)),
    SplitOptions(validation: .count(30)),
    SplitOptions(validation: .count(24), test: .count(6)),
    SplitOptions(validation: .fraction(0.01)),
    SplitOptions(validation: .fraction(.nan)),
    SplitOptions(validation: .fraction(1)),
    SplitOptions(test: .fraction(-0.5)),
    SplitOptions(test: .count(.max)),
    SplitOptions(trainFraction: 0),
    SplitOptions(trainFraction: 1.5),
    SplitOptions(trainFraction: .nan),
    SplitOptions(trainFraction: 1e-6),
  ])
  func impossibleSizesAreErrors(options: SplitOptions) {
    #expect(throws: DataSplitError.self) {
      try DataSplit(Self.data(training: 30, test: nil), options)
    }
  }
}
