/// The version that `bacaktp --version` prints.
package let version = "0.1.0"
