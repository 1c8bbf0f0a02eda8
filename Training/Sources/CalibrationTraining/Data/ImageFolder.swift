import CalibrationFiles
import Foundation

/// Data sets in folders, of any layout that is known.
///
/// Understands the binary files of CIFAR-10 and CIFAR-100, Tiny ImageNet, and folders of class
/// folders with JPEG or PNG images, directly or in `train` and `test` (or `val`).
///
/// ```swift
/// let data = try ImageFolder.open("cifar-10-batches-bin")
/// let split = try DataSplit(data, SplitOptions(validation: .count(5000), seed: 1))
/// ```
package enum ImageFolder {
  /// How a data set is opened.
  package struct Options: Sendable, Hashable {
    /// The shape of all images; `nil` for the one that most have.
    package var imageShape: ImageShape?
    /// What to do with images that cannot be decoded, and with files between them that are no images.
    package var damagedImages: DamagedImages
    /// Up to how many bytes of pixels are kept in memory; larger sets are decoded again each epoch.
    package var memoryLimit: Int

    /// Makes options.
    ///
    /// - Parameter memoryLimit: Half of the machine's memory by default.
    package init(
      imageShape: ImageShape? = nil,
      damagedImages: DamagedImages = .stop,
      memoryLimit: Int = Int(clamping: ProcessInfo.processInfo.physicalMemory / 2)
    ) {
      self.imageShape = imageShape
      self.damagedImages = damagedImages
      self.memoryLimit = memoryLimit
    }
  }

  /// Opens a data set.
  ///
  /// Files and classes are sorted by name, so that the images have the same order everywhere. All
  /// images are decoded now, except where they exceed the memory limit and damaged ones stop: then
  /// only their headers are read, and the error comes when the image is used.
  ///
  /// - Throws: `FileError` when nothing known is in the folder, something is missing, the parts'
  ///   classes differ, or an image is damaged and ``Options/damagedImages`` says to stop.
  package static func open(_ path: String, options: Options = Options()) throws(FileError) -> DataSet {
    let folder = try Folder(path)
    let name = URL(fileURLWithPath: path).lastPathComponent
    if folder.files.contains(where: { $0.hasPrefix("data_batch_") && $0.hasSuffix(".bin") }) {
      return try openCIFAR(folder, .cifar10, options: options)
    }
    if folder.files.contains("train.bin") {
      return try openCIFAR(folder, .cifar100, options: options)
    }
    if folder.files.contains("wnids.txt") {
      return try open(.tinyImageNet(folder, name: name), at: path, options: options)
    }
    guard !folder.folders.isEmpty else {
      throw .badFolder(
        path,
        """
        no data set is in it; it needs the .bin files of CIFAR, the lists of Tiny ImageNet, or a \
        folder for each class
        """
      )
    }
    return try open(.classFolders(folder, name: name), at: path, options: options)
  }

  private static func openCIFAR(
    _ folder: Folder,
    _ format: CIFARFiles.Format,
    options: Options
  ) throws(FileError) -> DataSet {
    let isTen = format == .cifar10
    let trainingNames =
      isTen
      ? folder.files.filter { $0.hasPrefix("data_batch_") && $0.hasSuffix(".bin") }
      : ["train.bin"]
    let testName = isTen ? "test_batch.bin" : "test.bin"
    let namesName = isTen ? "batches.meta.txt" : "fine_label_names.txt"
    let classNames = try cifarClassNames(folder, namesName, count: format.classCount)
    func read(_ names: [String]) throws(FileError) -> LabeledImages {
      let files = try CIFARFiles(paths: names.map(folder.path(of:)), format: format)
      guard let shape = options.imageShape, shape != files.shape else {
        return LabeledImages(files, labels: files.labels, classNames: classNames)
      }
      let images = ResizedImages(files, shape: shape)
      return LabeledImages(images, labels: files.labels, classNames: classNames)
    }
    let training = try read(trainingNames)
    let test = folder.files.contains(testName) ? try read([testName]) : nil
    return DataSet(
      name: isTen ? "CIFAR-10" : "CIFAR-100",
      format: isTen ? .cifar10 : .cifar100,
      training: training,
      test: test,
      imageSizes: [ImageShape(height: 32, width: 32): training.count + (test?.count ?? 0)],
      damagedFiles: [],
      unusedFolders: folder.folders
    )
  }

  private static func cifarClassNames(_ folder: Folder, _ fileName: String, count: Int) throws(FileError) -> [String] {
    guard folder.files.contains(fileName) else { return (0..<count).map(String.init) }
    let path = folder.path(of: fileName)
    let names = try FileBytes.lines(path).filter { !$0.isEmpty }
    guard names.count == count else {
      throw .badFolder(path, "\(names.count) names of classes instead of \(count); download the data set again")
    }
    return names
  }

  /// Opens the image files of a layout.
  private static func open(_ layout: DataSetLayout, at path: String, options: Options) throws(FileError) -> DataSet {
    guard layout.classNames.count > 1 else {
      throw .badFolder(
        path,
        """
        \(layout.classNames[0]) is its only class, and a classifier needs two; name the folder of the \
        data set
        """
      )
    }
    var damaged = layout.strayFiles
    if options.damagedImages == .stop, let stray = damaged.first { throw stray }
    let paths = layout.training.paths + (layout.test?.paths ?? [])
    let labels = layout.training.labels + (layout.test?.labels ?? [])
    let headers = try ImageHeaders(paths, options.damagedImages)
    damaged += headers.damagedFiles
    guard let shape = options.imageShape ?? mostCommon(headers.sizes) else {
      throw .badFolder(path, "none of its \(paths.count) images can be read; extract them again")
    }
    let files = ImageFiles(paths: headers.indices.map { paths[$0] }, shape: shape)
    let (images, failures) = try decode(
      files,
      labels: headers.indices.map { labels[$0] },
      classNames: layout.classNames,
      options: options
    )
    damaged += failures.map(\.error)

    let failed = Set(failures.map(\.index))
    let sound = headers.indices.indices.filter { !failed.contains($0) }
    let trainingCount = layout.training.paths.count
    let training = images.subset(sound.filter { headers.indices[$0] < trainingCount })
    if let empty = training.classSizes.firstIndex(of: 0) {
      throw .badFolder(path, "no training image of class \(layout.classNames[empty]) can be read; replace its images")
    }
    let test = layout.test.map { _ in
      images.subset(sound.filter { headers.indices[$0] >= trainingCount })
    }
    guard test?.count != 0 else {
      throw .badFolder(path, "none of its test images can be read; replace them")
    }
    return DataSet(
      name: layout.name,
      format: layout.format,
      training: training,
      test: test,
      imageSizes: headers.sizes,
      damagedFiles: damaged.sorted { $0.path < $1.path },
      unusedFolders: layout.unusedFolders
    )
  }

  /// Keeps the pixels in memory if they fit, and finds damaged images if they are to be skipped.
  private static func decode(
    _ files: ImageFiles,
    labels: [Int32],
    classNames: [String],
    options: Options
  ) throws(FileError) -> (images: LabeledImages, failures: [(index: Int, error: FileError)]) {
    if files.imageCount * files.shape.byteCount <= options.memoryLimit {
      let (packed, failures) = PackedImages.reading(files)
      if options.damagedImages == .stop, let failure = failures.first { throw failure.error }
      return (LabeledImages(packed, labels: labels, classNames: classNames), failures)
    }
    let failures = options.damagedImages == .skip ? files.failures() : []
    return (LabeledImages(files, labels: labels, classNames: classNames), failures)
  }

  /// The size that most images have; the smallest of several.
  private static func mostCommon(_ sizes: [ImageShape: Int]) -> ImageShape? {
    sizes.max { one, other in
      (one.value, other.key.height, other.key.width)
        < (other.value, one.key.height, one.key.width)
    }?.key
  }
}

/// What the headers of image files say.
private struct ImageHeaders {
  /// The indices of the files whose headers are sound, in ascending order.
  private(set) var indices: [Int] = []
  /// How many images there are of each size.
  private(set) var sizes: [ImageShape: Int] = [:]
  private(set) var damagedFiles: [FileError] = []

  init(_ paths: [String], _ damagedImages: DamagedImages) throws(FileError) {
    let headers = ParallelMap.map(paths.count) { index in
      Result { () throws(FileError) in try RGBImage.shape(ofFile: paths[index]) }
    }
    for (index, header) in headers.enumerated() {
      switch header {
      case .success(let shape):
        sizes[shape, default: 0] += 1
        indices.append(index)
      case .failure(let error):
        if damagedImages == .stop { throw error }
        damagedFiles.append(error)
      }
    }
  }
}
