"""A mutation run: breaks one line of the law, the engine or the rights at a time and names what no test noticed.

`mutate.py` everything, `mutate.py law` one part. A copy of the tree in var/mutate is broken, never the tree itself. Each part runs
only the tests that are to hold it. A mutant that survives fails the run, unless docs/mutants.md says why nothing can notice it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

WORK = Path("var/mutate")
EXPLAINED = Path("docs/mutants.md")
UNNOTICED = {0, 5, 33, 35}  # the tests passed, there were none, or they took suspiciously long
# part: (what is broken, the tests that are to notice)
PARTS = {
    "law": (["*/law/*.py"], ["tests/law"]),
    "procedure": (
        [f"legalaid/platform/procedure/{name}.py" for name in ("clocks", "deadlines", "engine", "models", "steps")],
        ["tests/procedure"],
    ),
    "rights": (["*/permissions.py", "*/permissions/*.py"], ["tests/rights"]),
}  # fmt: skip
SETTINGS = {
    "source_paths": ["legalaid", "cases", "stations", "subsidies"],
    "do_not_mutate": ["*/law/examples.py"],
    # examples drawn by chance would make a verdict one of chance
    "pytest_add_cli_args": ["--hypothesis-profile=ci"],
    # a shared machine is slow at times: fifteen times (what the tests took, and ten seconds)
    "timeout_constant": 10.0,
}


def main(names):
    if unknown := set(names) - set(PARTS):
        sys.exit(f"没有这一部分：{'、'.join(unknown)}；有：{'、'.join(PARTS)}")

    explained = set(re.findall(r"^- `(.+)`$", EXPLAINED.read_text(), re.MULTILINE))
    left = [line for name in names or PARTS for line in run(name) if line not in explained]
    for line in left:
        print(f"- `{line}`")
    if left:
        sys.exit(f"没有测试察觉：{len(left)}处")
    print("全部察觉，或者已说明")


def run(name):
    """The survivors of one part, as `module.function: the line as it was broken`."""
    tree = copy(name)
    environment = {**os.environ, "VAR_DIR": str(tree.resolve() / "var")}
    command = [sys.executable, "-m", "mutmut"]
    subprocess.run([*command, "run", "--max-children", "1"], cwd=tree, env=environment, check=True)

    verdicts = {}
    for file in (tree / "mutants").rglob("*.meta"):
        verdicts |= json.loads(file.read_text())["exit_code_by_key"]
    survivors = [key for key, code in verdicts.items() if code in UNNOTICED]
    print(f"== {name}: {len(verdicts)}处改动，{len(verdicts) - len(survivors)}处被察觉", flush=True)
    return [broken(command, tree, key) for key in survivors]


def copy(name):
    tree = WORK / name
    shutil.rmtree(tree, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True
    )
    for file in listed.stdout.splitlines():
        (tree / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, tree / file)

    shutil.copy(".ci/one_database.py", tree / "conftest.py")

    mutated, tests = PARTS[name]
    beside = [path.name for path in tree.iterdir() if path.name not in SETTINGS["source_paths"]]
    settings = SETTINGS | {
        "only_mutate": mutated,
        "also_copy": beside,
        "pytest_add_cli_args_test_selection": tests,
    }
    with (tree / "pyproject.toml").open("a") as file:
        file.write("\n[tool.mutmut]\n")
        file.writelines(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    return tree


def broken(command, tree, key):
    shown = subprocess.run(
        [*command, "show", key], cwd=tree, capture_output=True, text=True, check=True
    )
    added = [
        line[1:].strip() for line in shown.stdout.splitlines() if re.match(r"\+(?!\+\+)", line)
    ]
    place = re.sub(r"\.x_|\.xǁ|__mutmut_\d+$", lambda found: "." if found[0][0] == "." else "", key)
    return f"{place.replace('ǁ', '.')}: {' '.join(added)}"


if __name__ == "__main__":
    main(sys.argv[1:])
