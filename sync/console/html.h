#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// HTML as a value that can only be made of names of this file and of texts that are escaped: no word of a person can
/// become markup, no script and no style can stand in a page, and no link can leave the hub (HTML Living
/// Standard, 13.3).
namespace console {

/// All elements that pages have.
enum class Tag : std::uint8_t {
    a,
    bdi,
    body,
    button,
    caption,
    code,
    datalist,
    dd,
    details,
    div,
    dl,
    dt,
    form,
    h1,
    h2,
    h3,
    head,
    header,
    html,
    img,
    input,
    label,
    li,
    link,
    main,
    meta,
    nav,
    noscript,
    ol,
    option,
    p,
    path,
    rect,
    script,
    section,
    select,
    small,
    span,
    strong,
    summary,
    svg,
    table,
    td,
    textarea,
    th,
    time,
    title,
    tr,
    ul
};

/// All attributes with a text; those with an address are of Link.
enum class Attr : std::uint8_t {
    alt,
    aria_current,
    aria_describedby,
    aria_hidden,
    aria_invalid,
    aria_label,
    autocapitalize,
    autocomplete,
    autofocus,
    charset,
    checked,
    css,
    content,
    d,
    data_key,
    data_live,
    data_passkey,
    data_passkey_failed,
    data_passkey_id,
    data_said,
    datetime,
    defer,
    dir,
    fill,
    label_for,
    height,
    hidden,
    hreflang,
    id,
    inputmode,
    lang,
    list,
    maxlength,
    method,
    name,
    open,
    placeholder,
    preserve_aspect_ratio,
    rel,
    required,
    role,
    rows,
    scope,
    selected,
    spellcheck,
    step,
    stroke,
    stroke_width,
    tabindex,
    type,
    value,
    view_box,
    width
};
enum class Link : std::uint8_t { action, href, src };

/// An address of this hub: it begins with one '/'. Parts that people name are percent-encoded, '/' too.
class Path {
public:
    /// "/screens", written in a source of ours.
    explicit Path(std::string_view literal);
    [[nodiscard]] Path operator/(std::string_view part) const;
    /// With "?name=value" behind it, or "&name=value" after another; the name is of a source of ours.
    [[nodiscard]] Path asking(std::string_view name, std::string_view value) const;
    /// A place in the same page: "#main", written in a source of ours.
    [[nodiscard]] static Path within(std::string_view id);
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    Path() = default;
    std::string text_{};
};

class Attribute {
public:
    /// Without a value it is one that only is there, such as "required".
    Attribute(Attr name, std::string_view value = {});  // NOLINT(google-explicit-constructor)
    Attribute(Link name, const Path& to);               // NOLINT(google-explicit-constructor)
    /// Written out, with the space before it.
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};
using Attributes = std::vector<Attribute>;

class Html {
public:
    Html() = default;
    /// A text, escaped; characters that HTML does not have become U+FFFD.
    Html(std::string_view text);                                     // NOLINT(google-explicit-constructor)
    Html(const std::string& text) : Html(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)
    Html(const char* text) : Html(std::string_view(text)) {}         // NOLINT(google-explicit-constructor)

    Html& operator+=(const Html& more);
    [[nodiscard]] bool is_empty() const { return bytes_.empty(); }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

private:
    friend Html element(Tag tag, const Attributes& attributes, const std::vector<Html>& children);
    std::string bytes_{};
};
using Children = std::vector<Html>;

/// <tag attributes>children</tag>; elements that HTML keeps empty have no children.
[[nodiscard]] Html element(Tag tag, const Attributes& attributes = {}, const Children& children = {});
/// One after the other.
[[nodiscard]] Html joined(const Children& parts);
/// A whole page.
[[nodiscard]] std::string document(const Html& html);

}  // namespace console
