from pathlib import Path

text = Path("words.txt").read_text()
Path("words.txt").write_text(text.upper())
Path("unchanged.txt").read_text()
Path("new.txt").write_text("new")
print(Path(__file__).parent == Path.cwd(), sorted(path.name for path in Path.cwd().iterdir()))
