# The formula for Homebrew; `dist/generate` fills it in for a release.
class Audit < Formula
  desc "Checks the arithmetic that prose states"
  homepage "@REPOSITORY@"
  version "@VERSION@"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "@DOWNLOAD@/audit-aarch64-apple-darwin.tar.gz"
      sha256 "@SHA256:aarch64-apple-darwin@"
    end
    on_intel do
      url "@DOWNLOAD@/audit-x86_64-apple-darwin.tar.gz"
      sha256 "@SHA256:x86_64-apple-darwin@"
    end
  end
  on_linux do
    on_arm do
      url "@DOWNLOAD@/audit-aarch64-unknown-linux-musl.tar.gz"
      sha256 "@SHA256:aarch64-unknown-linux-musl@"
    end
    on_intel do
      url "@DOWNLOAD@/audit-x86_64-unknown-linux-musl.tar.gz"
      sha256 "@SHA256:x86_64-unknown-linux-musl@"
    end
  end

  def install
    bin.install "audit"
    generate_completions_from_executable(bin/"audit", "completions")
    (buildpath/"man").mkpath
    system bin/"audit", "man", buildpath/"man"
    man1.install Dir["man/*.1"]
  end

  test do
    (testpath/"a.txt").write "Exports rose 19.2% to $2.825 billion from $2.284 billion.\n"
    assert_match "wrong-percent", shell_output("#{bin}/audit a.txt", 1)
  end
end
