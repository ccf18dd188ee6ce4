#include "sync/console/page.h"

#include <algorithm>
#include <array>

#include "sync/console/forms.h"
#include "sync/console/icon.h"
#include "sync/console/sheet.h"

namespace console {
namespace {

struct Way {
    Section section;
    std::string_view path;
    std::string_view key;
    Icon icon;
};
constexpr std::array menu_ways = {Way{Section::today, "/today", "nav.today", Icon::home},
                                  Way{Section::programme, "/programme", "nav.programme", Icon::calendar},
                                  Way{Section::notices, "/notices", "nav.notices", Icon::megaphone},
                                  Way{Section::stories, "/stories", "nav.stories", Icon::page},
                                  Way{Section::screens, "/screens", "nav.screens", Icon::screen},
                                  Way{Section::publish, "/publish", "nav.publish", Icon::send},
                                  Way{Section::alerts, "/alerts", "nav.alerts", Icon::bell},
                                  Way{Section::people, "/people", "nav.people", Icon::people},
                                  Way{Section::log, "/log", "nav.log", Icon::book}};

Html brand(const Viewer& viewer) {
    const Html mark =
        element(Tag::img,
                {{Attr::width, "32"}, {Attr::height, "32"}, {Attr::alt, ""}, {Link::src, path_of(page_files().icon)}});
    return element(Tag::a, {{Attr::css, "brand"}, {Link::href, Path(viewer.is_signed_in() ? "/today" : "/")}},
                   {mark, element(Tag::span, {}, {viewer.say("nav.brand")})});
}

Html menu(const Viewer& viewer, Section here) {
    Children links;
    for (const Way& way : menu_ways) {
        if (std::ranges::find(viewer.sections, way.section) == viewer.sections.end()) continue;
        Attributes attributes = {{Link::href, Path(way.path)}};
        if (way.section == here) attributes.emplace_back(Attr::aria_current, "page");
        links.push_back(element(Tag::a, attributes, {icon(way.icon), viewer.say(way.key)}));
    }
    return element(Tag::nav, {{Attr::css, "menu"}, {Attr::aria_label, viewer.say("nav.label")}}, links);
}

/// Each language in its own words, except the one that the page is in.
Html language_links(const Viewer& viewer) {
    Html links;
    for (const content::Language language : console_languages) {
        if (language == viewer.words->language()) continue;
        const std::string code(content::code(language));
        links += element(Tag::a,
                         {{Link::href, (Path("/language") / code).asking("to", viewer.path)},
                          {Attr::lang, code},
                          {Attr::hreflang, code}},
                         {content::autonym(language)});
    }
    return links;
}

Html me(const Viewer& viewer) {
    Html who;
    Html account;
    Html out;
    if (viewer.is_signed_in()) {
        who = element(Tag::p, {},
                      {viewer.say("nav.signed_in"), " ", element(Tag::strong, {}, {person_words(viewer.name)})});
        account = element(Tag::a, {{Link::href, Path("/account")}}, {viewer.say("nav.account")});
        out = form(viewer, Path("/sign-out"),
                   {element(Tag::button, {{Attr::css, "quiet"}}, {viewer.say("nav.sign_out")})});
    }
    return element(Tag::div, {{Attr::css, "me"}},
                   {who, element(Tag::div, {{Attr::css, "links"}}, {account, language_links(viewer), out})});
}

Html head(const PageParts& parts, const Viewer& viewer) {
    const PageFiles& files = page_files();
    Html all = joined({
        element(Tag::meta, {{Attr::charset, "utf-8"}}),
        element(Tag::meta, {{Attr::name, "viewport"}, {Attr::content, "width=device-width, initial-scale=1"}}),
        element(Tag::title, {}, {parts.title + " · " + viewer.say("nav.brand")}),
        element(Tag::link, {{Attr::rel, "icon"}, {Link::href, path_of(files.icon)}}),
        element(Tag::link, {{Attr::rel, "stylesheet"}, {Link::href, path_of(files.sheet)}}),
    });
    if (parts.liveness == Liveness::live)
        all += element(Tag::script, {{Link::src, path_of(files.script)}, {Attr::defer}});
    if (parts.has_passkeys) all += element(Tag::script, {{Link::src, path_of(files.passkey_script)}, {Attr::defer}});
    return element(Tag::head, {}, {all});
}

}  // namespace

Html reload_link(const Viewer& viewer) {
    return element(Tag::noscript, {},
                   {element(Tag::p, {}, {link_button(Path(viewer.path), {viewer.say("nav.reload")}, Weight::second)})});
}

std::string page(const Viewer& viewer, const PageParts& parts) {
    const bool is_framed = viewer.is_signed_in();
    const Html skip =
        element(Tag::a, {{Attr::css, "skip"}, {Link::href, Path::within("main")}}, {viewer.say("nav.skip")});
    const Html bar = element(Tag::header, {{Attr::css, "bar"}},
                             {brand(viewer), is_framed ? menu(viewer, parts.section) : Html(), me(viewer)});
    Html notices;
    for (const std::string& sentence : viewer.notices)
        notices += element(Tag::p, {{Attr::css, "note care"}}, {person_words(sentence)});
    const Html main = element(Tag::main, {{Attr::id, "main"}, {Attr::tabindex, "-1"}}, {notices, parts.content});
    const Html body = element(Tag::body, {{Attr::css, is_framed ? "framed" : "narrow"}}, {skip, bar, main});
    return document(
        element(Tag::html, {{Attr::lang, content::code(viewer.words->language())}}, {head(parts, viewer), body}));
}

}  // namespace console
