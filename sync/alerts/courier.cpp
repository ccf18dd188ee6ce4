#include "sync/alerts/courier.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "content/base/json.h"
#include "content/base/text.h"
#include "sync/alerts/alerts_limits.h"

namespace alerts {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using content::Status;
using store::Store;

constexpr std::size_t encoded_word_bytes = 45;  // 60 signs and 12 around them are within the 75 of RFC 2047
constexpr std::size_t body_line = 76;           // signs of base64, RFC 2045
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

/// One line: whatever ends a line, or is no sign at all, is a space.
std::string one_line(std::string_view text) {
    std::string line(text);
    std::ranges::replace_if(
        line, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, ' ');
    return line;
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto part = bytes.substr(at, 3);
        std::uint32_t three = 0;
        for (std::size_t i = 0; i < 3; ++i)
            three = three << 8U | (i < part.size() ? static_cast<unsigned char>(part[i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i)
            text += i <= part.size() ? signs[three >> (18U - 6U * i) & 63U] : '=';
    }
    return text;
}

/// Lines of a mail end with both.
std::string with_line_ends(std::string_view text) {
    std::string lines;
    for (const char c : text) {
        if (c == '\r') continue;
        lines += c == '\n' ? std::string("\r\n") : std::string(1, c);
    }
    return lines;
}

/// RFC 2047: words of at most 75 signs that hold whole characters, each on a line.
std::string header_text(std::string_view text) {
    std::string line = one_line(text);
    if (std::ranges::all_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return line;
    std::string words;
    std::string_view rest = line;
    while (!rest.empty()) {
        std::size_t size = std::min(rest.size(), encoded_word_bytes);
        while (size < rest.size() && (static_cast<unsigned char>(rest[size]) & 0xC0U) == 0x80U)
            --size;
        words += (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(rest.substr(0, size)) + "?=";
        rest.remove_prefix(size);
    }
    return words;
}

/// RFC 5322, 3.3: "Mon, 16 Mar 2026 09:00:00 +0000".
std::string mail_date(Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const content::Date date(day);
    const std::chrono::hh_mm_ss<std::chrono::seconds> time(at - day);
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", weekdays.at(std::chrono::weekday(day).c_encoding()),
                       static_cast<unsigned>(date.day()), months.at(static_cast<unsigned>(date.month()) - 1),
                       static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

std::string domain_of(const std::string& address) {
    return address.substr(address.find('@') + 1);
}

Result<std::string> whole_text(Store& store, const Message& message) {
    std::string text;
    for (const char c : message.text) {
        if (c != link_mark) {
            text += c;
            continue;
        }
        const auto link = link_of(store, message.id);
        if (!link) return link.error();
        text += *link;
    }
    return text;
}

Result<Mail> mail_of(Store& store, const AlertSettings& settings, const Message& message, std::string text) {
    const std::string domain = domain_of(settings.from);
    const auto id = mail_id(store, message.id);
    if (!id) return id.error();
    Mail mail{settings.from,      message.way == Way::second ? settings.second : settings.duty,
              message.subject,    std::move(text),
              *id + "@" + domain, {},
              message.made};
    if (message.thread == 0) return mail;
    const auto thread = mail_id(store, message.thread);
    if (!thread) return thread.error();
    mail.thread = *thread + "@" + domain;
    return mail;
}

Status send(Store& store, const AlertSettings& settings, const Message& message, PostOffice& office) {
    auto text = whole_text(store, message);
    if (!text) return text.error();
    if (message.way == Way::webhook) {
        if (settings.webhook.empty()) return Error{Code::unavailable, "hub.toml has no webhook any more"};
        return office.post(webhook_json(message, *text));
    }
    const auto mail = mail_of(store, settings, message, std::move(*text));
    if (!mail) return mail.error();
    if (mail->to.empty() || settings.server.empty())
        return Error{Code::unavailable, "hub.toml has no address for this message any more"};
    return office.send(*mail);
}

Status look_at_certificate(Store& store, const std::string& address, PostOffice& office, Instant now) {
    if (!address.starts_with("https://")) return {};
    const auto known = certificate_look(store);
    if (!known) return known.error();
    if (known->at && *known->at <= now && now - *known->at < limits::certificate_look) return {};
    return note_certificate(store, office.look_at(address, now));
}

}  // namespace

std::string mail_bytes(const Mail& mail) {
    std::string to;
    for (const std::string& one : mail.to)
        to += (to.empty() ? "" : ", ") + one_line(one);
    std::string bytes;
    const auto add = [&](std::string_view name, const std::string& value) {
        bytes += fmt::format("{}: {}\r\n", name, value);
    };
    add("From", one_line(mail.from));
    add("To", to);
    add("Subject", header_text(mail.subject));
    add("Date", mail_date(mail.at));
    add("Message-ID", "<" + one_line(mail.id) + ">");
    if (!mail.thread.empty()) {
        add("In-Reply-To", "<" + one_line(mail.thread) + ">");
        add("References", "<" + one_line(mail.thread) + ">");
    }
    add("Auto-Submitted", "auto-generated");
    add("MIME-Version", "1.0");
    add("Content-Type", "text/plain; charset=utf-8");
    add("Content-Transfer-Encoding", "base64");
    bytes += "\r\n";
    const std::string body = base64(with_line_ends(mail.text));
    for (std::size_t at = 0; at < body.size(); at += body_line)
        bytes += body.substr(at, body_line) + "\r\n";
    return bytes;
}

std::string webhook_json(const Message& message, const std::string& text) {
    return content::to_compact_json(content::JsonValue::Object{{"subject", message.subject},
                                                               {"text", message.subject + "\n\n" + text},
                                                               {"made", content::to_iso(message.made)},
                                                               {"message", message.id}});
}

Result<Round> deliver(Store& store, const AlertSettings& settings, const std::string& address, PostOffice& office,
                      Instant now) {
    Round round;
    const auto state = outbox_state(store);
    if (!state) return state.error();
    const bool is_noted =
        state->courier_seen && *state->courier_seen <= now && now - *state->courier_seen < limits::courier_note;
    if (!is_noted) {
        if (auto noted = note_courier(store, now); !noted) return noted.error();
    }
    for (;;) {
        const auto message = next_due(store, now);
        if (!message) return message.error();
        if (!*message) break;
        const auto sent = send(store, settings, **message, office);
        const auto noted =
            sent ? note_sent(store, **message, now) : note_failed(store, **message, sent.error().message, now);
        if (!noted) return noted.error();
        if (sent)
            ++round.sent;
        else
            round.failure = sent.error().message;
    }
    if (auto looked = look_at_certificate(store, address, office, now); !looked) return looked.error();
    return round;
}

}  // namespace alerts
