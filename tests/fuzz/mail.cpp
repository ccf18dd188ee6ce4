// Mails give text with a line of the file for each of its lines, or a refusal.
#include "content/import/text/mail.h"

#include <algorithm>

#include "content/base/text.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    static_cast<void>(content::is_mail(bytes));
    const auto mail = content::read_mail(bytes);
    if (!mail) return 0;
    fuzz::require(content::is_utf8(mail->text) && content::is_utf8(mail->subject), "not UTF-8", mail->text);
    for (const std::string& what : mail->left_out)
        fuzz::require(content::is_utf8(what), "not UTF-8", what);
    const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 2;
    for (const std::size_t line : mail->lines)
        fuzz::require(line >= 1 && line <= lines, "a line beyond the file");
    return 0;
}
