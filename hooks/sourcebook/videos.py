"""The Markdown extension that offers a video: a link, what it shows, and a button.

Nothing of the host is loaded before a reader presses the button, whose label says what the
host will learn; `docs/assets/javascripts/videos.js` makes it work. Without it, the link does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from xml.etree.ElementTree import Element, SubElement

from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_string

from .addresses import is_web_address
from .kept import KeptExtension
from .lines import Seen
from .players import FORMS, VIMEO, YOUTUBE, find_video

if TYPE_CHECKING:
    from markdown import Markdown
    from pymdownx.blocks import BlocksManager


PLAY = (
    "Play it here. {0} then learns your IP address, which browser you use and that you come from "
    "this site, and may keep cookies in your browser."
)
"""What a reader is told before anything is sent."""


class VideoExtension(BlocksExtension, KeptExtension):  # type: ignore[misc] # it has no types
    """Reads the box `video`.

    After a page has been converted, `found` counts its players, and `wrong` has what is missing.
    """

    RESULTS: ClassVar = {"found": int, "wrong": list[Seen]}

    def __init__(self) -> None:
        super().__init__()
        self.found = 0
        self.wrong: list[Seen] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's own
        super().extendMarkdown(md)
        md.registerExtension(self)

    def extendMarkdownBlocks(  # noqa: N802 - pymdownx's own
        self,
        md: Markdown,  # noqa: ARG002 - the signature
        block_mgr: BlocksManager,
    ) -> None:
        block_mgr.register(_Video, {"videos": self})

    def reset(self) -> None:
        """Forget the page before."""
        self.found, self.wrong = 0, []


class _Video(Block):  # type: ignore[misc] # it has no types
    NAME = "video"
    ARGUMENT = True
    OPTIONS = {"address": ("", type_string)}  # noqa: RUF012 - as pymdownx has it

    def on_create(self, parent: Element) -> Element:
        """Draw the link."""
        whole = SubElement(parent, "div", {"class": "video"})
        line = SubElement(whole, "p")
        line.text = "Video: "
        link = SubElement(line, "a", {"href": self.options["address"]})
        link.text = self.argument
        return whole

    def on_end(self, block: Element) -> None:
        """Draw the button below what the writer says of the video."""
        videos: VideoExtension = self.config["videos"]
        address = self.options["address"]
        if len(block) == 1:
            remedy = "say below its address what it shows, for people who cannot watch"
            what = f"`{self.argument}` has no words with it"
            videos.wrong.append(Seen(self.argument, what, remedy))
        video = find_video(address) if is_web_address(address) else None
        if video and address.startswith("https:"):
            videos.found += 1
            block[0][0].tail = f" ({video.host})"
            player = {"data-frame": video.frame, "data-title": self.argument}
            button = {"type": "button", "class": "video__play", "hidden": "hidden"}
            unsearched = {"data-search-exclude": "true"}
            told = SubElement(block, "button", button | player | unsearched)
            told.text = PLAY.format(video.host)
            return
        what = f"`{address}` is no address of a video at {YOUTUBE} or {VIMEO}"
        forms = f"{', '.join(FORMS[:-1])} or {FORMS[-1]}"
        remedy = f"write it as `    address: https://…` with {forms}, or make a plain link"
        videos.wrong.append(Seen(address or self.argument, what, remedy))
