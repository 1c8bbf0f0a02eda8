import Calibration
import Foundation
import Testing

@testable import CalibrationTraining

/// Batch normalisation, residual addition and ReLU as one operation.
@Suite struct LayersTests {
  /// Count, channels, height and width.
  static let shapes = [
    [2, 1, 1, 1], [1, 1, 5, 3], [3, 3, 4, 7], [1, 16, 2, 1], [5, 17, 1, 3], [2, 64, 3, 3],
    // More rows than one thread takes, and not a multiple of anything.
    [7, 23, 29, 31],
  ]

  @Test(arguments: shapes, [false, true])
  func valuesAndGradientsAreTheClosedForm(shape: [Int], hasResidual: Bool) throws {
    let inputs = RandomInputs(shape: shape, seed: 11)
    let layer = try TrainedLayer(inputs, hasResidual: hasResidual, channelsLast: true)
    let expected = Expectation(inputs, hasResidual: hasResidual)
    // Floats have 6e-8; sums of gradients lose some of it.
    #expect(difference(layer.output, expected.output) < 1e-5 * largest(expected.output))
    // Where there are few rows the terms all but cancel; a float has the digits of the terms.
    #expect(difference(layer.inputGradient, expected.inputGradient) < 1e-5 * expected.largestTerm)
    #expect(
      difference(layer.weightGradient, expected.weightGradient)
        <= 1e-5 * largest(expected.weightGradient)
    )
    #expect(difference(layer.biasGradient, expected.biasGradient) <= 1e-5 * largest(expected.biasGradient))
    if hasResidual {
      #expect(
        difference(layer.residualGradient, expected.residualGradient)
          <= 1e-5 * largest(expected.residualGradient)
      )
    }
    #expect(difference(layer.runningMean, expected.runningMean) < 1e-6)
    #expect(
      difference(layer.runningVariance, expected.runningVariance)
        < 1e-6 * largest(expected.runningVariance)
    )
  }

  /// With the channels first in memory, it is libtorch's operations one after the other.
  @Test(arguments: [[3, 3, 4, 7], [2, 16, 5, 5], [2, 64, 3, 3]], [false, true])
  func fusedIsWhatLibtorchComposes(shape: [Int], hasResidual: Bool) throws {
    let inputs = RandomInputs(shape: shape, seed: 12)
    let fused = try TrainedLayer(inputs, hasResidual: hasResidual, channelsLast: true)
    let composed = try TrainedLayer(inputs, hasResidual: hasResidual, channelsLast: false)
    for (tensor, reference) in zip(fused.all, composed.all) {
      #expect(difference(tensor, reference.map(Double.init)) <= 1e-5 * largest(reference))
    }
  }

  @Test func twoUsesInOneGraphAddUp() throws {
    let inputs = RandomInputs(shape: [2, 3, 4, 5], seed: 13)
    let fused = try TrainedLayer(inputs, hasResidual: true, channelsLast: true, uses: 2)
    let composed = try TrainedLayer(inputs, hasResidual: true, channelsLast: false, uses: 2)
    for (tensor, reference) in zip(fused.all, composed.all) {
      #expect(difference(tensor, reference.map(Double.init)) <= 1e-5 * largest(reference))
    }
  }

  /// As in libtorch: there is no unbiased variance of one value.
  @Test func oneRowIsItsOwnMean() throws {
    let inputs = RandomInputs(shape: [1, 5, 1, 1], seed: 14)
    let layer = try TrainedLayer(inputs, hasResidual: true, channelsLast: true)
    let expected = zip(inputs.bias, inputs.residual).map { max(Double($0 + $1), 0) }
    #expect(difference(layer.output, expected) < 1e-6)
    // Rounding errors times 1/√ε.
    #expect(layer.inputGradient.allSatisfy { abs($0) < 1e-3 })
    #expect(layer.weightGradient.allSatisfy { $0 == 0 })
    #expect(layer.runningVariance.allSatisfy { $0.isNaN })
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func whatIsNotFiniteStaysInItsChannel(value: Float) throws {
    var inputs = RandomInputs(shape: [2, 20, 3, 3], seed: 15)
    // Channels last: the fourth pixel's channel 17.
    inputs.values[3 * 20 + 17] = value
    let layer = try TrainedLayer(inputs, hasResidual: false, channelsLast: true)
    for (place, output) in layer.output.enumerated() {
      #expect(place % 20 == 17 ? output.isNaN : output.isFinite)
    }
  }

  /// The variance of numbers whose squares differ in the last digits of a float.
  @Test func varianceOfAFarMeanIsKept() throws {
    var inputs = RandomInputs(shape: [4, 2, 16, 16], seed: 16)
    inputs.values = inputs.values.map { 4096 + $0 }
    let layer = try TrainedLayer(inputs, hasResidual: false, channelsLast: true)
    let expected = Expectation(inputs, hasResidual: false)
    // The mean as a float is off by up to 2e-4.
    #expect(difference(layer.output, expected.output) < 1e-3)
    #expect(difference(layer.runningVariance, expected.runningVariance) < 1e-6)
  }

  @Test func evaluationTakesTheRunningStatistics() throws {
    let inputs = RandomInputs(shape: [2, 3, 4, 5], seed: 17)
    let norm = try inputs.normalization()
    let output = try norm.rectified(try inputs.tensor(inputs.values), .evaluation)
    let scale = 1 / (inputs.runningVariance + 1e-5).squareRoot()
    let expected = inputs.values.enumerated().map { place, value in
      let c = place % 3
      let normalized = Double((value - inputs.runningMean) * scale * inputs.weight[c])
      return max(normalized + Double(inputs.bias[c]), 0)
    }
    #expect(difference(inputs.channelsLast(try output.floats()), expected) < 1e-5)
    let runningMean = try norm.runningMean.floats()
    #expect(runningMean == [inputs.runningMean, inputs.runningMean, inputs.runningMean])
  }

  @Test func aResidualOfAnotherShapeIsAnError() throws {
    let inputs = RandomInputs(shape: [2, 3, 4, 5], seed: 18)
    let other = RandomInputs(shape: [2, 3, 4, 6], seed: 18)
    let norm = try inputs.normalization()
    #expect(throws: TorchError.self) {
      try norm.rectified(try inputs.tensor(inputs.values), adding: try other.tensor(other.values), .training)
    }
  }

  private func largest(_ values: [Double]) -> Double { values.map(abs).max() ?? 0 }

  private func largest(_ values: [Float]) -> Double { largest(values.map(Double.init)) }

  /// The largest absolute difference; infinite where one is NaN or the lengths differ.
  private func difference(_ left: [Float], _ right: [Double]) -> Double {
    guard left.count == right.count else { return .infinity }
    return zip(left, right).reduce(0) { largest, pair in
      let difference = abs(Double(pair.0) - pair.1)
      return difference.isNaN ? .infinity : max(largest, difference)
    }
  }
}

/// Random numbers of a layer, its input and what its output is weighted by. Images are rows of
/// pixels of channels.
private struct RandomInputs {
  let shape: [Int]
  var values: [Float]
  let residual: [Float]
  let weight: [Float]
  let bias: [Float]
  let runningMean: Float = 0.5
  let runningVariance: Float = 2
  /// The loss is the cross-entropy of logits that weigh all outputs of an image, one row of
  /// weights for each of two classes.
  let classWeights: [[Float]]

  var channels: Int { shape[1] }
  var imageSize: Int { values.count / shape[0] }

  init(shape: [Int], seed: UInt64) {
    var generator = RandomStream(seed: seed)
    func draws(_ count: Int, _ range: ClosedRange<Float>) -> [Float] {
      (0..<count).map { _ in Float.random(in: range, using: &generator) }
    }
    self.shape = shape
    let count = shape.reduce(1, *)
    values = draws(count, -2...3)
    residual = draws(count, -1...1)
    weight = draws(shape[1], -1...2)
    bias = draws(shape[1], -1...1)
    classWeights = (0..<2).map { _ in draws(count / shape[0], -1...1) }
  }

  func labels() throws -> Tensor { try Tensor((0..<shape[0]).map { Int64($0 % 2) }) }

  /// The place in C order of the tensor's shape of each value.
  private func places(count: Int) -> [Int] {
    let (channels, pixels) = (shape[1], shape[2] * shape[3])
    return (0..<count * pixels * channels).map { place in
      let (image, pixel, channel) = (place / (pixels * channels), place / channels % pixels, place % channels)
      return (image * channels + channel) * pixels + pixel
    }
  }

  private func channelsFirst(_ values: [Float], count: Int) -> [Float] {
    var result = values
    for (value, place) in zip(values, places(count: count)) { result[place] = value }
    return result
  }

  func channelsLast(_ values: [Float]) -> [Float] {
    places(count: shape[0]).map { values[$0] }
  }

  func tensor(_ values: [Float], channelsLast: Bool = true) throws -> Tensor {
    let tensor = try Tensor(channelsFirst(values, count: shape[0]), shape: shape)
    return channelsLast ? try tensor.channelsLast() : tensor
  }

  /// Of a convolution as large as the images.
  func classifier() throws -> Tensor {
    try Tensor(channelsFirst(classWeights.flatMap { $0 }, count: 2), shape: [2] + shape.dropFirst())
  }

  func normalization() throws -> BatchNormalization {
    BatchNormalization(
      weight: try Tensor(weight, shape: [channels]),
      bias: try Tensor(bias, shape: [channels]),
      runningMean: try .full(runningMean, shape: [channels], device: .cpu),
      runningVariance: try .full(runningVariance, shape: [channels], device: .cpu)
    )
  }
}

/// What the layer gives for one batch in training.
private struct TrainedLayer {
  let output: [Float]
  let inputGradient: [Float]
  let residualGradient: [Float]
  let weightGradient: [Float]
  let biasGradient: [Float]
  let runningMean: [Float]
  let runningVariance: [Float]

  var all: [[Float]] {
    [
      output, inputGradient, residualGradient, weightGradient, biasGradient, runningMean,
      runningVariance,
    ]
  }

  /// With several uses, the layer takes its own output again, and adds it too.
  init(_ inputs: RandomInputs, hasResidual: Bool, channelsLast: Bool, uses: Int = 1) throws {
    let input = try inputs.tensor(inputs.values, channelsLast: channelsLast)
    let residual = try inputs.tensor(inputs.residual, channelsLast: channelsLast)
    let norm = try inputs.normalization()
    for tensor in [input, residual, norm.weight, norm.bias] { tensor.requireGradient() }
    var features = try norm.rectified(input, adding: hasResidual ? residual : nil, .training)
    for _ in 1..<uses { features = try norm.rectified(features, adding: features, .training) }
    let logits = try features.convolved(with: try inputs.classifier(), stride: 1, padding: 0)
    try CrossEntropyLoss().mean(
      logits: try logits.averagedOverPixels(),
      labels: try inputs.labels(),
      epoch: 0
    ).backward()
    output = inputs.channelsLast(try features.floats())
    inputGradient = inputs.channelsLast(try #require(try input.gradient()).floats())
    residualGradient =
      try residual.gradient().map { inputs.channelsLast(try $0.floats()) } ?? []
    weightGradient = try #require(try norm.weight.gradient()).floats()
    biasGradient = try #require(try norm.bias.gradient()).floats()
    runningMean = try norm.runningMean.floats()
    runningVariance = try norm.runningVariance.floats()
  }
}

/// The same by the formulas of Ioffe and Szegedy 2015, in double precision.
private struct Expectation {
  let output: [Double]
  let inputGradient: [Double]
  let residualGradient: [Double]
  let weightGradient: [Double]
  let biasGradient: [Double]
  let runningMean: [Double]
  let runningVariance: [Double]
  /// The largest of the terms whose difference the gradient by the input is.
  let largestTerm: Double

  init(_ inputs: RandomInputs, hasResidual: Bool) {
    let (channels, rows) = (inputs.channels, Double(inputs.values.count / inputs.channels))
    let values = inputs.values.map(Double.init)
    func sums(_ terms: [Double]) -> [Double] {
      var sums = [Double](repeating: 0, count: channels)
      for (place, term) in terms.enumerated() { sums[place % channels] += term }
      return sums
    }
    let mean = sums(values).map { $0 / rows }
    let centered = values.enumerated().map { $1 - mean[$0 % channels] }
    let squares = sums(centered.map { $0 * $0 })
    let scale = squares.map { 1 / ($0 / rows + 1e-5).squareRoot() }
    let normalized = centered.enumerated().map { $1 * scale[$0 % channels] }
    runningMean = mean.map { 0.9 * Double(inputs.runningMean) + 0.1 * $0 }
    runningVariance = squares.map { 0.9 * Double(inputs.runningVariance) + 0.1 * $0 / (rows - 1) }
    let rectified = normalized.enumerated().map { place, value in
      let c = place % channels
      let sum = value * Double(inputs.weight[c]) + Double(inputs.bias[c])
      return max(sum + (hasResidual ? Double(inputs.residual[place]) : 0), 0)
    }

    output = rectified

    let size = inputs.imageSize
    var gradient: [Double] = []
    for image in 0..<inputs.shape[0] {
      let outputs = rectified[image * size..<(image + 1) * size]
      let logits = inputs.classWeights.map { weights in
        zip(outputs, weights).reduce(0) { $0 + $1.0 * Double($1.1) }
      }
      // Cross-entropy of two classes is a function of the difference of their logits.
      let label = image % 2
      let probability = 1 / (1 + exp(logits[1 - label] - logits[label]))
      let slope = (1 - probability) / Double(inputs.shape[0])
      gradient += outputs.indices.map { place in
        guard rectified[place] > 0 else { return 0 }
        let offset = place - image * size
        let difference =
          inputs.classWeights[1 - label][offset] - inputs.classWeights[label][offset]
        return slope * Double(difference)
      }
    }
    let bias = sums(gradient)
    let weight = sums(zip(gradient, normalized).map { $0 * $1 })
    (residualGradient, biasGradient, weightGradient) = (gradient, bias, weight)
    let factors = zip(inputs.weight, scale).map { Double($0) * $1 }
    inputGradient = gradient.indices.map { place in
      let c = place % channels
      return factors[c] * (gradient[place] - (bias[c] + normalized[place] * weight[c]) / rows)
    }
    largestTerm = gradient.indices.map { abs(factors[$0 % channels] * gradient[$0]) }.max() ?? 0
  }
}
