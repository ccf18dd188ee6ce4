#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"

/// Mails as programs save them (.eml: RFC 5322, MIME).
namespace content {

struct MailText {
    std::string text;  ///< the part that a reader would see, as UTF-8
    bool is_html = false;
    std::string encoding;
    bool is_guessed = false;            ///< the encoding: the mail does not say it, or says it wrong
    std::vector<std::size_t> lines;     ///< of the file, from 1, at which each line of the text begins
    std::string subject;                ///< may be empty
    std::optional<Date> date;           ///< the day it was sent, in the zone of its sender
    std::vector<std::string> left_out;  ///< "an attachment \"plan.pdf\" (application/pdf)"
};

/// True for bytes that begin with the headers of a mail.
[[nodiscard]] bool is_mail(std::string_view bytes);

/// The text of a mail: HTML where there are alternatives, the longest where there are several texts. Code::bad_input:
/// the mail has no text, or the text cannot be decoded; too_large: more than limits::import_mail bytes, or more parts
/// than a mail has.
[[nodiscard]] Result<MailText> read_mail(std::string_view bytes);

}  // namespace content
