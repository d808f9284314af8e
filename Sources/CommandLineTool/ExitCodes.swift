package import ArgumentParser
import Gazetteer
import Inference
import KTPReading
import Raster

/// The exit codes of the contract, section 3.
package enum ExitStatus: Int32, Sendable {
    /// All read.
    case success = 0
    /// Some of several pictures failed.
    case someFailed = 1
    /// Wrong usage.
    case usage = 64
    /// The one picture given is unreadable or shows no card.
    case unreadable = 65
    /// An input was not found.
    case notFound = 66
    /// A fault of ours, models included.
    case internalError = 70
    /// Reading or writing failed.
    case inputOutput = 74
    /// Too busy, try again.
    case busy = 75
    /// Stopped by the user.
    case interrupted = 130

    /// The form that swift-argument-parser ends a command with.
    package var exitCode: ExitCode { ExitCode(rawValue) }
}

/// Why a command ends before its work is done: one line for standard error and an exit code.
package struct CommandFailure: Error, Sendable, CustomStringConvertible {
    /// The exit code.
    package let status: ExitStatus
    /// The file, folder or option that the message is about; nil for the program.
    package let subject: String?
    /// What went wrong and, where we know it, what helps; holds nothing that was read from a card.
    package let message: String

    package init(_ status: ExitStatus, _ message: String) { self.init(status, nil, message) }

    package init(_ status: ExitStatus, _ subject: String?, _ message: String) {
        self.status = status
        self.subject = subject
        self.message = message
    }

    /// The line for standard error, without its line feed.
    package var description: String { (["bacaktp", subject, message] as [String?]).compactMap(\.self).oneLine() }
}

extension [String] {
    /// The parts joined by colons, control characters made visible as spaces so that it stays one line.
    fileprivate func oneLine() -> String {
        let scalars = joined(separator: ": ").unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
        return String(String.UnicodeScalarView(scalars))
    }
}

/// Why one picture gave no reading.
package struct PictureFailure: Error, Sendable, Equatable {
    /// What a line of `batch` names.
    package enum Code: String, Sendable {
        case imageUnreadable = "image_unreadable"
        case unsupportedFormat = "unsupported_format"
        case imageTooLarge = "image_too_large"
        case cardNotFound = "card_not_found"
        case notAKTP = "not_a_ktp"
        case notFound = "not_found"
        case tooBusy = "too_busy"
        case internalError = "internal"
    }

    /// What kind of failure it is.
    package let code: Code
    /// What a person wants to know; holds nothing that was read from a card.
    package let message: String
    /// The exit code when it was the one picture given.
    package let status: ExitStatus

    package init(_ code: Code, _ message: String, status: ExitStatus? = nil) {
        self.code = code
        self.message = message
        self.status = status ?? code.status
    }

    /// The failure that an error of any layer means.
    package init(_ error: any Error) {
        switch error {
        case let failure as PictureFailure: self = failure
        case let error as ImageError: self.init(Code(error.code), error.message)
        case let error as ReadingError:
            let isCancelled = error.code == .cancelled
            self.init(Code(error.code), error.message, status: isCancelled ? .interrupted : nil)
        case let error as ModelError: self.init(.internalError, error.message)
        case let error as GazetteerError: self.init(.internalError, error.message)
        default: self.init(.internalError, "an unexpected \(type(of: error))")
        }
    }

    /// The same failure as the end of a command that was given this one picture.
    package func commandFailure(_ file: String) -> CommandFailure { CommandFailure(status, file, message) }
}

extension PictureFailure.Code {
    fileprivate init(_ code: ImageError.Code) {
        switch code {
        case .unsupportedFormat: self = .unsupportedFormat
        case .tooLarge: self = .imageTooLarge
        default: self = .imageUnreadable
        }
    }

    fileprivate init(_ code: ReadingError.Code) {
        switch code {
        case .noCardFound: self = .cardNotFound
        case .notAKTP: self = .notAKTP
        case .overloaded: self = .tooBusy
        default: self = .internalError
        }
    }

    fileprivate var status: ExitStatus {
        switch self {
        case .imageUnreadable, .unsupportedFormat, .imageTooLarge, .cardNotFound, .notAKTP: .unreadable
        case .notFound: .notFound
        case .tooBusy: .busy
        case .internalError: .internalError
        }
    }
}

extension CommandFailure {
    /// The end that an error of any layer means for a whole command; nil when swift-argument-parser knows better.
    package init?(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case is PictureFailure, is ImageError, is ReadingError, is ModelError, is GazetteerError:
            let failure = PictureFailure(error)
            self.init(failure.status, nil, failure.message)
        default: return nil
        }
    }
}
