// HTML becomes text, and addresses become absolute or nothing.
#include "content/import/text/html.h"

#include "content/base/text.h"
#include "content/import/text/url.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const std::size_t way = input.choose(4);
    const std::string_view bytes = input.rest();
    if (!content::is_utf8(bytes)) return 0;  // its callers have decoded it
    if (way == 0) {
        const auto line = bytes.find('\n');
        const std::string url = content::resolve_url(bytes.substr(0, line == bytes.npos ? 0 : line),
                                                     bytes.substr(line == bytes.npos ? 0 : line + 1));
        fuzz::require(url.empty() || url.starts_with("http://") || url.starts_with("https://"), "a scheme", url);
        return 0;
    }
    const content::HtmlForm form = way == 1 ? content::HtmlForm::markdown : content::HtmlForm::plain;
    const content::HtmlText text = content::read_html(bytes, form, way == 2 ? "" : "https://example.org/a/b?c");
    fuzz::require(content::is_utf8(text.text), "not UTF-8", text.text);
    for (const content::HtmlPicture& picture : text.pictures)
        fuzz::require(content::is_utf8(picture.url + picture.alternative), "not UTF-8", picture.url);
    static_cast<void>(content::is_html(bytes));
    static_cast<void>(content::escape_markdown(bytes));
    return 0;
}
