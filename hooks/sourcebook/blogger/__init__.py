"""Taking in a blog from Blogger: what an export holds, and the files it becomes."""
