"""What no page of ours has, whoever wrote the words on it: looked for in the page and in the frames within it."""

from tests.journeys.visitor import Visitor

STRANGERS = """() => {
    const found = [];
    const look = page => {
        const tell = element => found.push(element.outerHTML.slice(0, 120));
        const names = ['href', 'src', 'action', 'formaction', 'xlink:href', 'poster', 'data'];
        for (const element of page.querySelectorAll('*')) {
            // Our own script measures lines and puts marks beside them (static/js/margin.js).
            const placed = element.closest('#editor .shelf, #editor .mirror');
            const strange = one => /^on/i.test(one.name) || (one.name === 'style' && !placed);
            if ([...element.attributes].some(strange))
                tell(element);
            else if (element.autofocus && element.id !== 'errors') tell(element);
            for (const name of names)
                if (element.hasAttribute(name)) {
                    let url = null;
                    try { url = new URL(element.getAttribute(name), page.baseURI); }
                    catch { tell(element); continue; }
                    const own = url.origin === location.origin;
                    const leads = element.tagName === 'A' && ['http:', 'https:', 'mailto:'].includes(url.protocol);
                    if (!own && !leads) tell(element);
                }
        }
        page.querySelectorAll(`iframe:not(#frame), #frame:not([sandbox]), object, embed, base[href], style, math,
            marquee, template:not([data-pattern]), noscript, meta[http-equiv], script:not([src^="/static/"]), frame, frameset,
            link:not([href^="/static/"]), .prose form:not([action*="/practice/"]),
            .prose img:not([src^="/media/"]):not([src*="/studio/modules/"]),
            svg script, svg foreignObject, svg a, svg image, svg animate, svg set`).forEach(tell);
        for (const frame of page.querySelectorAll('iframe'))
            if (frame.contentDocument) look(frame.contentDocument);
            else found.push('a frame of somebody else');
    };
    look(document);
    if (window.canary) found.push('a script has run');
    return found;
}"""


def harmless(visitor: Visitor, status: int = 200) -> None:
    """Neither a dialog nor a request elsewhere nor a breach of the policy, and nothing foreign in the page."""
    visitor.look(status)
    strangers = visitor.page.evaluate(STRANGERS)
    assert not strangers, f"{visitor.page.url}: {strangers}"
