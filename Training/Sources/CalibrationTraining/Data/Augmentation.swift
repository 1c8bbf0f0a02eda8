/// Random crops and flips of training images.
///
/// An image is moved by up to `padding` pixels each way, which is a random crop of the image with a
/// frame of that width, and mirrored half of the time. What moves in from outside is 0 *after*
/// normalisation, the mean colour, as when normalised images are padded with zeros; frameworks that pad
/// before normalisation have black there.
///
/// The draw depends on the seed, the epoch and the image's index alone, not on batches, threads or
/// what was drawn before.
public struct Augmentation: Sendable, Hashable, Codable {
  /// The largest number of pixels that an image moves; 0 for none.
  public var padding: Int
  /// Whether images are mirrored.
  public var flipsHorizontally: Bool

  /// Makes an augmentation; the default is the published one for 32×32 images.
  ///
  /// - Precondition: `padding` is not negative.
  public init(padding: Int = 4, flipsHorizontally: Bool = true) {
    precondition(padding >= 0, "a padding of \(padding) pixels")
    self.padding = padding
    self.flipsHorizontally = flipsHorizontally
  }

  /// How one image is placed.
  struct Placement: Hashable {
    /// The row and column of the image that come to the upper left corner, before mirroring.
    var row = 0
    var column = 0
    var isMirrored = false
  }

  func placement(seed: UInt64, epoch: Int, image: Int) -> Placement {
    var stream = RandomStream(seed: seed, .augmentation, UInt64(epoch), UInt64(image))
    // All three are drawn always, so that turning one off leaves the others as they were.
    let row = stream.integer(below: 2 * padding + 1) - padding
    let column = stream.integer(below: 2 * padding + 1) - padding
    let isMirrored = stream.integer(below: 2) == 1
    return Placement(row: row, column: column, isMirrored: flipsHorizontally && isMirrored)
  }
}
