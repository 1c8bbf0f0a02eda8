/// The training, validation and test parts of a data set.
///
/// The parts are disjoint, have the classes in the proportions of what they are taken from (to the
/// nearest image, by largest remainders), and depend on nothing but the data set's order, the
/// options and the seed. Images within a part keep the order of the files.
package struct DataSplit: Sendable {
  /// The images that the network is trained on.
  package let training: LabeledImages
  /// The images that calibration maps and schedules are fitted to.
  package let validation: LabeledImages
  /// The images that results are reported on.
  package let test: LabeledImages

  /// Splits a data set.
  ///
  /// - Throws: ``DataSplitError`` when a size is out of range or leaves a part without images.
  package init(_ data: DataSet, _ options: SplitOptions = SplitOptions()) throws(DataSplitError) {
    guard options.trainFraction > 0, options.trainFraction <= 1 else {
      throw DataSplitError("the train fraction \(options.trainFraction) is not above 0 and up to 1")
    }
    var remaining = Strata(data.training, seed: options.seed)
    if let test = data.test {
      self.test = test
    } else {
      let count = try options.test.count(of: data.training.count, name: "test")
      self.test = data.training.subset(remaining.take(count))
    }
    let validationCount = try options.validation.count(of: data.training.count, name: "validation")
    guard validationCount < remaining.count else {
      throw DataSplitError(
        """
        \(validationCount) images for validation leave none of \(remaining.count) to train on; take \
        fewer
        """
      )
    }
    validation = data.training.subset(remaining.take(validationCount))
    let trainingCount = Int((options.trainFraction * Double(remaining.count)).rounded())
    guard trainingCount > 0 else {
      throw DataSplitError(
        """
        the train fraction \(options.trainFraction) of \(remaining.count) images is none; take a \
        larger one
        """
      )
    }
    training = data.training.subset(remaining.take(trainingCount))
  }
}

extension SplitOptions.Size {
  /// The number of images, at least one and fewer than all.
  fileprivate func count(of total: Int, name: String) throws(DataSplitError) -> Int {
    let count =
      switch self {
      case .count(let count): count
      case .fraction(let fraction):
        fraction > 0 && fraction < 1 ? Int((fraction * Double(total)).rounded()) : 0
      }
    guard count > 0, count < total else {
      let size =
        switch self {
        case .count(let count): "\(count) images"
        case .fraction(let fraction): "the fraction \(fraction)"
        }
      throw DataSplitError("\(size) of \(total) cannot be the \(name) part; it needs at least one image, and not all")
    }
    return count
  }
}

/// A reason why a data set cannot be split as asked, in a sentence.
public struct DataSplitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and how to fix it.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// The images of each class that no part has taken yet.
private struct Strata {
  /// In random order; the last is taken first.
  private var classes: [[Int]]

  init(_ images: LabeledImages, seed: UInt64) {
    classes = [[Int]](repeating: [], count: images.classCount)
    for (index, label) in images.labels.enumerated() { classes[Int(label)].append(index) }
    for label in classes.indices {
      var stream = RandomStream(seed: seed, .split, UInt64(label))
      stream.shuffle(&classes[label])
    }
  }

  var count: Int { classes.reduce(0) { $0 + $1.count } }

  /// Takes images from all classes in proportion to what they have left; returns their indices in
  /// ascending order.
  mutating func take(_ takenCount: Int) -> [Int] {
    let total = count
    var counts = classes.map { $0.count * takenCount / total }
    let remainders = classes.map { $0.count * takenCount % total }
    let byRemainder = classes.indices.sorted {
      (remainders[$1], $0) < (remainders[$0], $1)
    }
    for label in byRemainder.prefix(takenCount - counts.reduce(0, +)) { counts[label] += 1 }
    var taken: [Int] = []
    for (label, count) in counts.enumerated() {
      taken += classes[label].suffix(count)
      classes[label].removeLast(count)
    }
    return taken.sorted()
  }
}
