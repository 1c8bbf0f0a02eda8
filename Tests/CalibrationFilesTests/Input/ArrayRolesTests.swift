import Testing

@testable import CalibrationFiles

private func roles(_ arrays: [(String, ElementType, [Int])]) throws -> ArrayRoles {
  let location = FileLocation(path: "x.npz")
  let entries = try arrays.map { key, type, shape in
    let count = shape.reduce(type.byteCount, *)
    let bytes = try MemoryBlock.copy(Array(repeating: 0, count: count))
    let array = NumericArray(
      location: location.array(key),
      elementType: type,
      isBigEndian: false,
      isColumnMajor: false,
      shape: shape,
      contents: .memory(bytes)
    )
    return ArrayFile.Entry(key: key, array: .success(array))
  }
  return ArrayRoles(file: ArrayFile(location: location, entries: entries))
}

@Test(
  arguments: [
    // The only matrix of floating-point numbers, and the only whole numbers of its length.
    ([("a", .float32, [5, 3]), ("b", .int64, [5]), ("c", .int64, [9])], "a", "b"),
    // Names break ties.
    ([("features", .float32, [5, 9]), ("logits", .float32, [5, 3])], "logits", nil),
    ([("p", .float64, [5, 2]), ("ids", .int64, [5]), ("Y_True", .int64, [5])], "p", "Y_True"),
    // Labels may be floating-point numbers or a matrix if their name says so.
    ([("y_prob", .float64, [5]), ("y_true", .float64, [5])], "y_prob", "y_true"),
    ([("probs", .float32, [5, 2]), ("targets", .float32, [5, 2])], "probs", "targets"),
    ([("probs", .float32, [5, 2]), ("b", .uint8, [5, 2])], "probs", "b"),
    // A label array of another length is the user's mistake, not a reason to look elsewhere.
    ([("a", .float32, [5, 2]), ("labels", .int64, [4]), ("b", .int64, [5])], "a", "labels"),
    // A column counts as a vector; empty arrays count for nothing.
    ([("a", .float32, [5, 1]), ("b", .bool, [5, 1]), ("e", .float32, [0, 3])], "a", "b"),
    ([("a", .int32, [5, 3])], "a", nil),
    // Arrays that hold no scores are found where they must be meant, so that the error is about them.
    ([("logits", .float32, [0, 3]), ("c", .int32, [4])], "logits", nil),
    ([("a", .float32, [5, 5, 3]), ("c", .int32, [4])], "a", nil),
    ([("logits", .float32, [5, 5, 3]), ("embedding", .float32, [5, 9, 9])], "logits", nil),
  ] as [([(String, ElementType, [Int])], String, String?)]
)
func `Arrays whose meaning is clear are found`(
  _ arrays: [(String, ElementType, [Int])],
  _ predictions: String,
  _ labels: String?
) throws {
  let roles = try roles(arrays)
  let found = try roles.predictions(key: nil)
  #expect(found.key == predictions)
  #expect(try roles.labels(key: nil, rowCount: found.array.shape[0], besides: found.key)?.key == labels)
}

@Test(
  arguments: [
    [("a", .float32, [5, 3]), ("b", .float32, [5, 3])],
    [("logits", .float32, [5, 3]), ("probabilities", .float32, [5, 3])],
    [("a", .int32, [5, 3]), ("b", .int32, [5])],
    [("a", .float32, [5]), ("b", .float32, [5])],
    [("a", .float32, [5, 5, 3]), ("b", .float32, [0, 3])],
  ] as [[(String, ElementType, [Int])]]
)
func `Unclear scores are asked for`(_ arrays: [(String, ElementType, [Int])]) throws {
  let roles = try roles(arrays)
  expectError(saying: "x.npz", "--predictions-key", "`\(arrays[0].0)`", "`\(arrays[1].0)`") {
    _ = try roles.predictions(key: nil)
  }
}

@Test func `Unclear labels are asked for`() throws {
  let roles = try roles([
    ("a", .float32, [5, 3]), ("y", .int32, [5]), ("labels", .int32, [5]), ("target", .int32, [4]),
  ])
  expectError(saying: "x.npz", "--labels-key", "`y` (5,) int32") {
    _ = try roles.labels(key: nil, rowCount: 5, besides: "a")
  }
}
