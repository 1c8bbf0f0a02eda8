import CalibrationFiles

/// A data set of classified images, as its files have it.
package struct DataSet: Sendable {
  /// The name: of the known data set, or of the folder.
  package let name: String
  /// How the files are laid out.
  package let format: DataSetFormat
  /// The training part, or all there is.
  package let training: LabeledImages
  /// The test part, if the files have one.
  package let test: LabeledImages?
  /// How many images there are of each size, before any is scaled to the common shape.
  package let imageSizes: [ImageShape: Int]
  /// Why each image that was skipped was skipped.
  package let damagedFiles: [FileError]
  /// Folders beside those that were read; nothing in them is used.
  package let unusedFolders: [String]

  /// The names of the classes.
  package var classNames: [String] { training.classNames }

  /// The shape of every image.
  package var shape: ImageShape { training.shape }
}

/// How the files of a data set are laid out.
public enum DataSetFormat: String, Sendable, Hashable, Codable {
  /// `data_batch_1.bin` and so on, `test_batch.bin`.
  case cifar10 = "cifar-10"
  /// `train.bin` and `test.bin`.
  case cifar100 = "cifar-100"
  /// `wnids.txt`, `train/<wnid>/images`, `val/images` with `val/val_annotations.txt`.
  case tinyImageNet = "tiny-imagenet"
  /// A folder for each class, directly or in `train` and `test` (or `val`).
  case classFolders = "class-folders"
}
