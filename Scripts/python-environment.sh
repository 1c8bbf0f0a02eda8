# Makes a Python environment: what the setup.sh of Tests/Browser and of Benchmarks/peers share. They read this file
# with the folder of the environment in $folder and the packages in $requirements.
# PYTHON names another interpreter than python3 (3.11 or later is needed).
# shellcheck shell=sh disable=SC2154 # folder and requirements are set by who reads this

python=${PYTHON:-python3}
stamp=$folder/requirements.installed.txt

fail() {
    echo "setup.sh: $1" >&2
    exit 1
}

# Whether the packages of $requirements are installed, and Python runs.
environment_is_complete() {
    [ -f "$stamp" ] && cmp -s "$requirements" "$stamp" && "$folder/bin/python" -c '' 2>/dev/null
}

# Makes the environment where there is none.
make_environment() {
    command -v "$python" >/dev/null 2>&1 ||
        fail "there is no $python; install Python 3.11 or later (Debian: apt-get install python3 python3-venv)."
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "$python is $("$python" -V 2>&1); Python 3.11 or later is needed (set PYTHON to name another one)."
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python cannot make virtual environments; on Debian: apt-get install python3-venv."
    if ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
        mkdir -p "$(dirname -- "$folder")"
        "$python" -m venv --clear "$folder"
    fi
}

# Installs the packages, and checks that those named can be imported.
install_packages() {
    "$folder/bin/python" -m pip install --quiet --no-cache-dir --requirement "$requirements"
    for module in "$@"; do
        "$folder/bin/python" -c "import $module" ||
            fail "the packages are installed, but $module cannot be imported (see above)."
    done
    cp "$requirements" "$stamp"
}
