#include "content/import/text/mail.h"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <memory>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/text/encoding.h"

namespace content {
namespace {

constexpr int max_depth = 20;   ///< parts inside parts; forwarded mails with pictures have 6
constexpr int max_parts = 500;  ///< of one mail
constexpr std::size_t max_headers =
    512 * 1024;  ///< bytes before the first empty line; long chains of relays have 30 KB

struct Release {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Release>;

/// GMime's tables, once per program.
struct Library {
    Library() { g_mime_init(); }
    ~Library() { g_mime_shutdown(); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

std::string text_of(const char* words) {
    std::string text = words == nullptr ? "" : words;
    if (!is_utf8(text)) return {};
    std::erase_if(text, [](char letter) { return letter >= 0 && letter < ' '; });
    return text;
}

/// A text of the mail before it is decoded.
struct Body {
    std::string_view bytes;  ///< as in the file
    GMimeContentEncoding encoding = GMIME_CONTENT_ENCODING_DEFAULT;
    std::string charset;
    std::string type;
    bool is_html = false;
};

std::string attachment(const std::string& name, const std::string& type) {
    return name.empty() ? fmt::format("an attachment ({})", type)
                        : fmt::format("an attachment \"{}\" ({})", name, type);
}

class Walk {
public:
    explicit Walk(std::string_view file) : file_(file) {}

    /// The texts of `object`, in their order; what is none of them is named.
    std::vector<Body> visit(GMimeObject* object, int depth) {
        if (object == nullptr) return {};
        if (depth > max_depth || ++parts_ > max_parts) {
            is_too_large_ = true;
            return {};
        }
        if (GMIME_IS_MULTIPART(object)) return visit_all(GMIME_MULTIPART(object), depth);
        if (GMIME_IS_MESSAGE_PART(object)) {
            GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
            return message == nullptr ? std::vector<Body>{} : visit(g_mime_message_get_mime_part(message), depth + 1);
        }
        if (GMIME_IS_PART(object)) return visit_part(GMIME_PART(object));
        left_out_.emplace_back("a part of a mail that was cut into several");
        return {};
    }

    [[nodiscard]] bool is_too_large() const { return is_too_large_; }
    [[nodiscard]] std::vector<std::string> take_left_out() { return std::move(left_out_); }

private:
    std::vector<Body> visit_all(GMimeMultipart* multipart, int depth) {
        const char* subtype =
            g_mime_content_type_get_media_subtype(g_mime_object_get_content_type(GMIME_OBJECT(multipart)));
        const bool has_choice = subtype != nullptr && g_ascii_strcasecmp(subtype, "alternative") == 0;
        std::vector<Body> all;
        const int count = g_mime_multipart_get_count(multipart);
        for (int i = 0; i < count && !is_too_large_; ++i) {
            std::vector<Body> some = visit(g_mime_multipart_get_part(multipart, i), depth + 1);
            if (!has_choice) {
                all.insert(all.end(), some.begin(), some.end());
                continue;
            }
            // HTML has the links and the descriptions of pictures; of equals the later one is the richer (RFC 2046).
            const auto is_html = [](const Body& body) { return body.is_html; };
            const bool had = std::any_of(all.begin(), all.end(), is_html);
            const bool has = std::any_of(some.begin(), some.end(), is_html);
            if (!some.empty() && (has || !had)) all = std::move(some);
        }
        return all;
    }

    std::vector<Body> visit_part(GMimePart* part) {
        GMimeContentType* type = g_mime_object_get_content_type(GMIME_OBJECT(part));
        const bool is_html = g_mime_content_type_is_type(type, "text", "html") != 0;
        const bool is_text = is_html || g_mime_content_type_is_type(type, "text", "plain") != 0;
        const std::unique_ptr<char, void (*)(gpointer)> full(g_mime_content_type_get_mime_type(type), g_free);
        const std::string type_name = text_of(full.get());
        GMimeDataWrapper* content = g_mime_part_get_content(part);
        if (!is_text || g_mime_part_is_attachment(part) != 0 || content == nullptr) {
            left_out_.push_back(attachment(text_of(g_mime_part_get_filename(part)), type_name));
            return {};
        }
        const GMimeStream* stream = g_mime_data_wrapper_get_stream(content);
        const auto size = static_cast<gint64>(file_.size());
        if (stream == nullptr || stream->bound_start < 0 || stream->bound_start > size) return {};
        const gint64 end = stream->bound_end < 0 ? size : std::clamp(stream->bound_end, stream->bound_start, size);
        const char* charset = g_mime_content_type_get_parameter(type, "charset");
        return {{file_.substr(static_cast<std::size_t>(stream->bound_start),
                              static_cast<std::size_t>(end - stream->bound_start)),
                 g_mime_data_wrapper_get_encoding(content), text_of(charset), type_name, is_html}};
    }

    std::string_view file_;
    std::vector<std::string> left_out_;
    int parts_ = 0;
    bool is_too_large_ = false;
};

/// Undoes quoted-printable or base64, and says at which line of the file each line of the result begins.
std::string decode_transfer(const Body& body, std::size_t line, std::vector<std::size_t>& lines) {
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, body.encoding);
    std::string decoded;
    std::vector<char> buffer;
    lines.push_back(line);
    for (std::string_view rest = body.bytes; !rest.empty(); ++line) {
        const std::string_view piece = rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
        rest.remove_prefix(piece.size());
        buffer.resize(g_mime_encoding_outlen(&state, piece.size()) + 8);
        const std::size_t length = g_mime_encoding_step(&state, piece.data(), piece.size(), buffer.data());
        for (std::size_t i = 0; i < length; ++i) {
            if (buffer[i] == '\n') lines.push_back(i + 1 == length ? line + 1 : line);
        }
        decoded.append(buffer.data(), length);
    }
    buffer.resize(g_mime_encoding_outlen(&state, 0) + 8);
    decoded.append(buffer.data(), g_mime_encoding_flush(&state, "", 0, buffer.data()));
    return decoded;
}

std::optional<Date> date_of(GMimeMessage* message) {
    GDateTime* sent = g_mime_message_get_date(message);
    if (sent == nullptr) return std::nullopt;
    const Date date{std::chrono::year(g_date_time_get_year(sent)),
                    std::chrono::month(static_cast<unsigned>(g_date_time_get_month(sent))),
                    std::chrono::day(static_cast<unsigned>(g_date_time_get_day_of_month(sent)))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

/// Text in front of mails that programs put there: a byte order mark, the "From " line of mailboxes.
std::string_view skip_mailbox_line(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (bytes.starts_with("From ")) bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
    return bytes;
}

std::size_t lines_before(std::string_view file, std::size_t at) {
    return 1 + static_cast<std::size_t>(std::count(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

}  // namespace

bool is_mail(std::string_view bytes) {
    constexpr std::size_t max_lines = 400;
    bytes = skip_mailbox_line(bytes);
    bool has_sender = false;
    bool has_subject = false;
    for (std::size_t i = 0; i < max_lines && !bytes.empty(); ++i) {
        const std::string_view line = bytes.substr(0, bytes.find_first_of("\r\n"));
        bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
        if (line.starts_with(' ') || line.starts_with('\t')) {
            if (i == 0) return false;
            continue;  // the header before goes on
        }
        const auto colon = line.find(':');
        if (colon == 0 || colon == std::string_view::npos) return false;
        std::string name(line.substr(0, colon));
        for (char& letter : name) {
            if (letter <= ' ' || letter > '~') return false;
            letter = g_ascii_tolower(letter);
        }
        if (name == "mime-version" || name == "received" || name == "return-path" || name == "message-id") return true;
        has_sender = has_sender || name == "from";
        has_subject = has_subject || name == "subject" || name == "date" || name == "to";
        if (has_sender && has_subject) return true;
    }
    return false;
}

Result<MailText> read_mail(std::string_view bytes) {
    if (bytes.size() > limits::import_mail)
        return Error{Code::too_large, fmt::format("a mail of more than {} bytes", limits::import_mail)};
    const std::string_view mail = skip_mailbox_line(bytes);
    const std::size_t headers = std::min(mail.find("\n\n"), mail.find("\r\n\r\n"));
    if (std::min(headers, mail.size()) > max_headers)
        return Error{Code::too_large, fmt::format("a mail with more than {} bytes of headers", max_headers)};
    static const Library library;
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(mail.data(), mail.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!message) return Error{Code::bad_input, "a mail whose headers cannot be read"};
    Walk walk(mail);
    std::vector<Body> bodies = walk.visit(g_mime_message_get_mime_part(message.get()), 0);
    if (walk.is_too_large())
        return Error{Code::too_large, "a mail with more parts, or parts in parts, than mails have"};
    MailText result;
    result.left_out = walk.take_left_out();
    const auto longest = std::max_element(bodies.begin(), bodies.end(),
                                          [](const Body& a, const Body& b) { return a.bytes.size() < b.bytes.size(); });
    if (longest == bodies.end() || trim(longest->bytes).empty())
        return Error{Code::bad_input, "a mail without a text to read"};
    for (auto body = bodies.begin(); body != bodies.end(); ++body) {
        if (body == longest || trim(body->bytes).empty()) continue;
        result.left_out.push_back(
            fmt::format("a further text ({}) from line {}", body->type,
                        lines_before(bytes, static_cast<std::size_t>(body->bytes.data() - bytes.data()))));
    }
    const auto start = static_cast<std::size_t>(longest->bytes.data() - bytes.data());
    auto decoded = decode_text(decode_transfer(*longest, lines_before(bytes, start), result.lines), longest->charset);
    if (!decoded) return decoded.error();
    result.text = std::move(decoded->text);
    result.encoding = std::move(decoded->encoding);
    result.is_guessed = decoded->guessed;
    result.is_html = longest->is_html;
    result.subject = text_of(g_mime_message_get_subject(message.get()));
    result.date = date_of(message.get());
    return result;
}

}  // namespace content
