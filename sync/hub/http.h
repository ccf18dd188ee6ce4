#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/base/descriptor.h"

/// Requests and answers of HTTP/1.1 (RFC 9110, 9112) as values, for those who answer and for those who test them.
namespace hub {

/// Named values of a request, by name.
using Fields = std::map<std::string, std::string, std::less<>>;

/// The value of a name; empty where there is none.
[[nodiscard]] const std::string& field_of(const Fields& fields, std::string_view name);

struct HttpRequest {
    std::string method = "GET";
    std::string path;     ///< as it was sent, still encoded, without "?" and after
    std::string address;  ///< of who asks, for counting; see client_address.h
    Fields headers;       ///< names in lower case; one that was sent twice is both, with ", " between
    Fields parameters;    ///< what the route's path names as "{...}", decoded
    Fields query;         ///< what follows the "?", decoded
    std::string body;     ///< whole, at most what the route allows

    /// Empty where there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// A part of an open regular file; it is sent without being read into memory.
struct FilePart {
    content::Descriptor file;
    std::int64_t offset = 0;
    std::int64_t size = 0;
};

/// What a stream of events tells of.
enum class Channel : std::uint8_t {
    releases,  ///< "release": for screens, and whoever else shows what is published
    pages,     ///< "change": for pages of staff, also of screens that reported something
};

struct HttpAnswer {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::optional<FilePart> file{};  ///< in place of `body`
    /// An answer that is made elsewhere, in place of all of this: asked for until it is there, in the serving thread.
    using Later = std::function<std::optional<HttpAnswer>()>;
    Later later{};
    std::optional<Channel> stream{};  ///< of events (HttpServer::tell), in place of both
};

/// `words` as plain text, for people and logs.
[[nodiscard]] HttpAnswer plain_answer(int status, std::string words);

[[nodiscard]] HttpAnswer stream_answer(Channel channel);

/// For browsers: nothing of it may be kept, and nothing but what this hub itself serves may be loaded, run or sent to.
[[nodiscard]] HttpAnswer page_answer(std::string type, std::string body);

/// Who answers for what. GET is HEAD too, whose body the server leaves out.
struct HttpRoute {
    std::string method = "GET";
    std::string path;          ///< "/api/screens/{id}"; see match() of http_routes.h
    std::size_t max_body = 0;  ///< bytes; who sends more is told 413. With 0 there is no body at all
    std::function<HttpAnswer(const HttpRequest&)> answer;
};

}  // namespace hub
