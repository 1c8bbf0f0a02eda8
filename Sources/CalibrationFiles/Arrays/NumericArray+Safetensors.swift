extension NumericArray {
  /// Reads the table of contents of a safetensors file, in the order of the data.
  ///
  /// - Throws: ``FileError`` when the header is damaged, or the tensors overlap, leave gaps or do
  ///   not fit their shapes.
  static func safetensors(_ bytes: Bytes, location: FileLocation) throws(FileError) -> [ArrayFile.Entry] {
    let header = try SafetensorsHeader(bytes, location: location)
    let data = header.data
    var arrays: [ArrayFile.Entry] = []
    var end = 0
    for (key, tensor) in header.tensors.sorted(by: { ($0.1.end, $0.0) < ($1.1.end, $1.0) }) {
      let place = location.array(key)
      guard tensor.start == end, tensor.start <= tensor.end, tensor.end <= data.count else {
        throw place.badData(
          "its data overlap another tensor, leave a gap or reach beyond the file; write the file again"
        )
      }
      end = tensor.end
      let array = Result { () throws(FileError) in
        try NumericArray(tensor, in: data, location: place)
      }
      arrays.append(ArrayFile.Entry(key: key, array: array))
    }
    guard end == data.count else {
      throw location.badData("\(data.count - end) bytes belong to no tensor; copy or write the file again")
    }
    return arrays
  }

  private init(_ tensor: SafetensorsHeader.Tensor, in data: Bytes, location: FileLocation) throws(FileError) {
    guard let elementType = ElementType(safetensors: tensor.dtype) else {
      throw location.badData(
        "its numbers are of the type \(quoted(tensor.dtype.utf8)), which is not supported; save them as F32 or I64"
      )
    }
    let count = Self.elementCount(shape: tensor.shape, elementType: elementType)
    guard let count, count * elementType.byteCount == tensor.end - tensor.start else {
      throw location.badData(
        "its shape \(Self.text(shape: tensor.shape)) does not fit its \(tensor.end - tensor.start) bytes; write the file again"
      )
    }
    self.init(
      location: location,
      elementType: elementType,
      isBigEndian: false,
      isColumnMajor: false,
      shape: tensor.shape,
      contents: .memory(data.slice(tensor.start..<tensor.end))
    )
  }
}

extension ElementType {
  fileprivate init?(safetensors dtype: String) {
    switch dtype {
    case "F16": self = .float16
    case "BF16": self = .bfloat16
    case "F32": self = .float32
    case "F64": self = .float64
    case "I8": self = .int8
    case "I16": self = .int16
    case "I32": self = .int32
    case "I64": self = .int64
    case "U8": self = .uint8
    case "U16": self = .uint16
    case "U32": self = .uint32
    case "U64": self = .uint64
    case "BOOL": self = .bool
    default: return nil
    }
  }
}
