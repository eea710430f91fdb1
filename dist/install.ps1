# Installs the program `audit`: takes the archive of a release for this system, checks its sum, and puts the program into a folder.
#
#   AUDIT_VERSION   which release; @VERSION@ unless it is set
#   AUDIT_DOWNLOAD  where its archives are; the releases of the project unless it is set
#   AUDIT_BIN       the folder for the program; %LOCALAPPDATA%\audit unless it is set
$ErrorActionPreference = 'Stop'

$version = if ($env:AUDIT_VERSION) { $env:AUDIT_VERSION } else { '@VERSION@' }
$download = if ($env:AUDIT_DOWNLOAD) { $env:AUDIT_DOWNLOAD } else { "@REPOSITORY@/releases/download/v$version" }
$bin = if ($env:AUDIT_BIN) { $env:AUDIT_BIN } else { Join-Path $env:LOCALAPPDATA 'audit' }
$archive = 'audit-x86_64-pc-windows-msvc.zip'

$scratch = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
New-Item -ItemType Directory -Path $scratch | Out-Null
try {
    foreach ($file in $archive, "$archive.sha256") {
        Invoke-WebRequest -UseBasicParsing -Uri "$download/$file" -OutFile (Join-Path $scratch $file)
    }
    $expected = ((Get-Content (Join-Path $scratch "$archive.sha256")) -split '\s+')[0]
    $found = (Get-FileHash -Algorithm SHA256 (Join-Path $scratch $archive)).Hash
    if ($found -ne $expected) { throw "$archive is not what was released: its sum differs" }
    Expand-Archive -Path (Join-Path $scratch $archive) -DestinationPath $scratch
    New-Item -ItemType Directory -Force -Path $bin | Out-Null
    Copy-Item -Force (Join-Path $scratch 'audit.exe') (Join-Path $bin 'audit.exe')
    Write-Output "installed $(& (Join-Path $bin 'audit.exe') --version | Select-Object -First 1) in $bin"
} finally {
    Remove-Item -Recurse -Force $scratch
}
