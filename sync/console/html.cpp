#include "sync/console/html.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "content/base/enum_names.h"
#include "content/base/internet_address.h"
#include "content/base/text.h"

namespace console {
namespace {

constexpr content::Names<Tag, 49> tag_names = {{{Tag::a, "a"},
                                                {Tag::bdi, "bdi"},
                                                {Tag::body, "body"},
                                                {Tag::button, "button"},
                                                {Tag::caption, "caption"},
                                                {Tag::code, "code"},
                                                {Tag::datalist, "datalist"},
                                                {Tag::dd, "dd"},
                                                {Tag::details, "details"},
                                                {Tag::div, "div"},
                                                {Tag::dl, "dl"},
                                                {Tag::dt, "dt"},
                                                {Tag::form, "form"},
                                                {Tag::h1, "h1"},
                                                {Tag::h2, "h2"},
                                                {Tag::h3, "h3"},
                                                {Tag::head, "head"},
                                                {Tag::header, "header"},
                                                {Tag::html, "html"},
                                                {Tag::img, "img"},
                                                {Tag::input, "input"},
                                                {Tag::label, "label"},
                                                {Tag::li, "li"},
                                                {Tag::link, "link"},
                                                {Tag::main, "main"},
                                                {Tag::meta, "meta"},
                                                {Tag::nav, "nav"},
                                                {Tag::noscript, "noscript"},
                                                {Tag::ol, "ol"},
                                                {Tag::option, "option"},
                                                {Tag::p, "p"},
                                                {Tag::path, "path"},
                                                {Tag::rect, "rect"},
                                                {Tag::script, "script"},
                                                {Tag::section, "section"},
                                                {Tag::select, "select"},
                                                {Tag::small, "small"},
                                                {Tag::span, "span"},
                                                {Tag::strong, "strong"},
                                                {Tag::summary, "summary"},
                                                {Tag::svg, "svg"},
                                                {Tag::table, "table"},
                                                {Tag::td, "td"},
                                                {Tag::textarea, "textarea"},
                                                {Tag::th, "th"},
                                                {Tag::time, "time"},
                                                {Tag::title, "title"},
                                                {Tag::tr, "tr"},
                                                {Tag::ul, "ul"}}};

constexpr content::Names<Attr, 53> attribute_names = {{{Attr::alt, "alt"},
                                                       {Attr::aria_current, "aria-current"},
                                                       {Attr::aria_describedby, "aria-describedby"},
                                                       {Attr::aria_hidden, "aria-hidden"},
                                                       {Attr::aria_invalid, "aria-invalid"},
                                                       {Attr::aria_label, "aria-label"},
                                                       {Attr::autocapitalize, "autocapitalize"},
                                                       {Attr::autocomplete, "autocomplete"},
                                                       {Attr::autofocus, "autofocus"},
                                                       {Attr::charset, "charset"},
                                                       {Attr::checked, "checked"},
                                                       {Attr::css, "class"},
                                                       {Attr::content, "content"},
                                                       {Attr::d, "d"},
                                                       {Attr::data_key, "data-key"},
                                                       {Attr::data_live, "data-live"},
                                                       {Attr::data_passkey, "data-passkey"},
                                                       {Attr::data_passkey_failed, "data-passkey-failed"},
                                                       {Attr::data_passkey_id, "data-passkey-id"},
                                                       {Attr::data_said, "data-said"},
                                                       {Attr::datetime, "datetime"},
                                                       {Attr::defer, "defer"},
                                                       {Attr::dir, "dir"},
                                                       {Attr::fill, "fill"},
                                                       {Attr::label_for, "for"},
                                                       {Attr::height, "height"},
                                                       {Attr::hidden, "hidden"},
                                                       {Attr::hreflang, "hreflang"},
                                                       {Attr::id, "id"},
                                                       {Attr::inputmode, "inputmode"},
                                                       {Attr::lang, "lang"},
                                                       {Attr::list, "list"},
                                                       {Attr::maxlength, "maxlength"},
                                                       {Attr::method, "method"},
                                                       {Attr::name, "name"},
                                                       {Attr::open, "open"},
                                                       {Attr::placeholder, "placeholder"},
                                                       {Attr::preserve_aspect_ratio, "preserveAspectRatio"},
                                                       {Attr::rel, "rel"},
                                                       {Attr::required, "required"},
                                                       {Attr::role, "role"},
                                                       {Attr::rows, "rows"},
                                                       {Attr::scope, "scope"},
                                                       {Attr::selected, "selected"},
                                                       {Attr::spellcheck, "spellcheck"},
                                                       {Attr::step, "step"},
                                                       {Attr::stroke, "stroke"},
                                                       {Attr::stroke_width, "stroke-width"},
                                                       {Attr::tabindex, "tabindex"},
                                                       {Attr::type, "type"},
                                                       {Attr::value, "value"},
                                                       {Attr::view_box, "viewBox"},
                                                       {Attr::width, "width"}}};

constexpr content::Names<Link, 3> link_names = {{{Link::action, "action"}, {Link::href, "href"}, {Link::src, "src"}}};

constexpr std::array empty_tags = {Tag::img, Tag::input, Tag::link, Tag::meta};

/// Controls that HTML forbids, and what is no UTF-8, are shown as what they are: unreadable.
bool is_readable(std::string_view character) {
    if (character.size() > 1) return content::is_utf8(character);
    const auto byte = static_cast<unsigned char>(character.front());
    return (byte >= 0x20 && byte < 0x7f) || byte == '\n' || byte == '\t';
}

std::string escaped(std::string_view text) {
    std::string safe;
    safe.reserve(text.size() + text.size() / 8);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = content::next_character(text, at);
        const std::string_view character = text.substr(at, next - at);
        at = next;
        if (character == "&")
            safe += "&amp;";
        else if (character == "<")
            safe += "&lt;";
        else if (character == ">")
            safe += "&gt;";
        else if (character == "\"")
            safe += "&quot;";
        else if (character == "'")
            safe += "&#39;";
        else if (is_readable(character))
            safe += character;
        else
            safe += "\xEF\xBF\xBD";
    }
    return safe;
}

std::string encoded(std::string_view part) {
    // "." and ".." would be taken for steps, and dots cannot be encoded: browsers read %2e as one.
    const bool is_step = part == "." || part == "..";
    return (is_step ? "_" : "") + content::percent_encoded(part);
}

}  // namespace

Path::Path(std::string_view literal) : text_(literal) {
    assert(literal.starts_with('/') && !literal.starts_with("//") && literal.find('\\') == std::string_view::npos);
}

Path Path::operator/(std::string_view part) const {
    Path longer = *this;
    if (!longer.text_.ends_with('/')) longer.text_ += '/';
    longer.text_ += encoded(part);
    return longer;
}

Path Path::asking(std::string_view name, std::string_view value) const {
    Path longer = *this;
    longer.text_.append(text_.find('?') == std::string::npos ? "?" : "&")
        .append(name)
        .append("=")
        .append(encoded(value));
    return longer;
}

Path Path::within(std::string_view id) {
    Path place;
    place.text_.append("#").append(encoded(id));
    return place;
}

Attribute::Attribute(Attr name, std::string_view value) : text_(" ") {
    text_.append(content::name_of(attribute_names, name)).append("=\"").append(escaped(value)).append("\"");
}

Attribute::Attribute(Link name, const Path& to) : text_(" ") {
    text_.append(content::name_of(link_names, name)).append("=\"").append(escaped(to.text())).append("\"");
}

Html::Html(std::string_view text) : bytes_(escaped(text)) {}

Html& Html::operator+=(const Html& more) {
    bytes_ += more.bytes_;
    return *this;
}

Html element(Tag tag, const Attributes& attributes, const Children& children) {
    const std::string_view name = content::name_of(tag_names, tag);
    Html made;
    made.bytes_.append("<").append(name);
    for (const Attribute& attribute : attributes)
        made.bytes_ += attribute.text();
    made.bytes_ += ">";
    if (std::ranges::find(empty_tags, tag) != empty_tags.end()) return made;
    for (const Html& child : children)
        made += child;
    made.bytes_.append("</").append(name).append(">");
    return made;
}

Html joined(const Children& parts) {
    Html all;
    for (const Html& part : parts)
        all += part;
    return all;
}

std::string document(const Html& html) {
    return "<!DOCTYPE html>\n" + html.bytes() + "\n";
}

}  // namespace console
