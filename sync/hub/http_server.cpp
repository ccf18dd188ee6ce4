#include "sync/hub/http_server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <set>
#include <system_error>
#include <utility>

#include "content/base/text.h"
#include "sync/hub/client_address.h"
#include "sync/hub/http_fields.h"
#include "sync/hub/http_link.h"
#include "sync/hub/http_routes.h"

namespace hub {
namespace {

using content::Steady;

constexpr Steady max_wait = std::chrono::seconds(1);
constexpr Steady answer_look{10};               // between two looks for answers that are made elsewhere
constexpr int max_passes = 16;                  // of run(), before something else may be done
constexpr unsigned int spare_connections = 64;  // for those who are told that there are too many
constexpr std::size_t event_size = 128;         // bytes; an event has 40
constexpr std::string_view hello = "retry: 1000\nevent: ping\ndata:\n\n";
constexpr std::string_view ping = "event: ping\ndata:\n\n";

/// A client that has gone without a word is noticed by the kernel, not by its silence: streams are silent.
constexpr int dead_peer_milliseconds = 30'000;
constexpr int stream_buffer_bytes = 8 * 1024;  // of the kernel, for a stream that nobody reads

}  // namespace

struct HttpServer::State {
    /// One stream of events: a number is all that it remembers.
    struct Stream {
        State& server;
        MHD_Connection* connection;
        int socket;
        std::string address;  ///< with the channel before it
        Channel channel;
        std::uint64_t told = 0;
        Steady next_ping{};
        bool has_greeted = false;
        bool is_ping_due = false;
        bool is_suspended = false;
        bool has_hung_up = false;

        ssize_t read(char* buffer, std::size_t room);
    };

    State(std::vector<HttpRoute> all, const HttpLimits& given)
        : routes(std::move(all)), limits(given), rate(given.requests) {}

    std::vector<HttpRoute> routes;
    HttpLimits limits;
    RateLimit rate;
    HttpCounts counts{};
    MHD_Daemon* daemon = nullptr;
    content::Descriptor events{::epoll_create1(EPOLL_CLOEXEC)};  ///< what the library waits for, and streams' ends
    std::set<Link*> links{};
    std::set<Stream*> streams{};
    std::set<Exchange*> waiting{};  ///< for answers that are made elsewhere; their connections are suspended
    std::map<std::string, std::size_t> links_of{};
    std::map<std::string, std::size_t> streams_of{};
    std::size_t bodies = 0;  ///< bytes that all requests together said they would send
    std::map<Channel, std::uint64_t> news{};
    Steady now{};
    bool is_stopping = false;

    void open_link(MHD_Connection* connection, void** context);
    void close_link(void** context);
    MHD_Result take(MHD_Connection* connection, const char* path, const char* method, const char* body,
                    std::size_t* body_size, void** context);
    MHD_Result begin(MHD_Connection* connection, Exchange& exchange);
    MHD_Result send(MHD_Connection* connection, Exchange& exchange, HttpAnswer answer);
    MHD_Response* respond(MHD_Connection* connection, const Exchange& exchange, HttpAnswer& answer);
    MHD_Result answer_later(MHD_Connection* connection, Exchange& exchange, HttpAnswer::Later later);
    void look_for_answers();
    void wake(Stream& stream);
    void notice_hangups();
    void end_slow_requests();
};

namespace {

HttpServer::State& state_of(void* self) {
    return *static_cast<HttpServer::State*>(self);
}

std::size_t count_of(const std::map<std::string, std::size_t>& counts, const std::string& name) {
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
}

void count_down(std::map<std::string, std::size_t>& counts, const std::string& name) {
    const auto found = counts.find(name);
    if (found != counts.end() && --found->second == 0) counts.erase(found);
}

MHD_Result add_header(void* self, MHD_ValueKind /*kind*/, const char* name, const char* value) {
    auto& request = *static_cast<HttpRequest*>(self);
    const auto [header, is_first] = request.headers.try_emplace(content::to_lower(name));
    // One that was sent twice is both (RFC 9110, 5.3): no two readers may see different ones.
    if (!is_first) header->second += header->first == "cookie" ? "; " : ", ";
    header->second += value != nullptr ? value : "";
    return MHD_YES;
}

/// Still encoded, as it came: "a=1&b=2".
MHD_Result add_query(void* self, MHD_ValueKind /*kind*/, const char* name, const char* value) {
    auto& query = *static_cast<std::string*>(self);
    if (!query.empty()) query += '&';
    query += name;
    if (value != nullptr) query.append("=").append(value);
    return MHD_YES;
}

/// Who listens, as it is counted: screens do not take the places of pages behind the same address.
std::string name_of_listener(const HttpRequest& request, Channel channel) {
    return (channel == Channel::pages ? "pages " : "") + request.address;
}

Link& link_of(MHD_Connection* connection) {
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return *static_cast<Link*>(info->socket_context);
}

}  // namespace

void HttpServer::State::open_link(MHD_Connection* connection, void** context) {
    auto link = std::make_unique<Link>();
    link->socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    link->address =
        address_to_count(MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
    link->since = now;
    ::setsockopt(link->socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &dead_peer_milliseconds, sizeof dead_peer_milliseconds);
    const std::size_t of_address = link->address.empty() ? 0 : ++links_of[link->address];
    *context = link.get();
    links.insert(link.get());
    counts.connections = links.size();
    Link& opened = *link.release();  // until close_link()
    if (links.size() > limits.connections) {
        ++counts.answers[503];
        say_and_end(opened, 503, "Too many connections to this server. Please try again later.");
    } else if (of_address > limits.connections_per_address) {
        ++counts.answers[503];
        say_and_end(opened, 503, "Too many connections from your address.");
    }
}

void HttpServer::State::close_link(void** context) {
    const std::unique_ptr<Link> link(static_cast<Link*>(*context));
    *context = nullptr;
    if (!link) return;
    links.erase(link.get());
    if (!link->address.empty()) count_down(links_of, link->address);
    counts.connections = links.size();
}

/// The library calls this for the head of a request, then for each piece of its body, then for its end.
MHD_Result HttpServer::State::take(MHD_Connection* connection, const char* path, const char* method, const char* body,
                                   std::size_t* body_size, void** context) {
    Link& link = link_of(connection);
    if (link.is_refused) return MHD_NO;
    if (*context == nullptr) {
        auto exchange = std::make_unique<Exchange>();
        exchange->request.method = method;
        exchange->request.path = path;
        MHD_get_connection_values(connection, MHD_HEADER_KIND, &add_header, &exchange->request);
        MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, &add_query, &exchange->query);
        const auto claimed = exchange->request.header("x-real-ip");
        exchange->request.address = !link.address.empty() ? link.address
                                    : claimed.empty()     ? std::string("local")
                                                          : address_to_count(claimed);
        Exchange& begun = *exchange.release();
        *context = &begun;  // until on_completed()
        return begin(connection, begun);
    }
    auto& exchange = *static_cast<Exchange*>(*context);
    if (exchange.is_answered) {
        *body_size = 0;
        return MHD_YES;
    }
    if (*body_size > 0) {
        exchange.request.body.append(body, *body_size);
        *body_size = 0;
        return MHD_YES;
    }
    if (exchange.made) return send(connection, exchange, std::move(*exchange.made));
    HttpAnswer answer = exchange.route->answer(exchange.request);
    if (answer.later) return answer_later(connection, exchange, std::move(answer.later));
    return send(connection, exchange, std::move(answer));
}

MHD_Result HttpServer::State::answer_later(MHD_Connection* connection, Exchange& exchange, HttpAnswer::Later later) {
    link_of(connection).is_waiting = false;
    exchange.connection = connection;
    exchange.later = std::move(later);
    waiting.insert(&exchange);
    MHD_suspend_connection(connection);
    return MHD_YES;
}

/// The library asks again for the answer of a connection that goes on.
void HttpServer::State::look_for_answers() {
    for (auto at = waiting.begin(); at != waiting.end();) {
        Exchange& exchange = **at;
        exchange.made = is_stopping ? plain_answer(503, "The hub ends.") : exchange.later();
        if (!exchange.made) {
            ++at;
            continue;
        }
        at = waiting.erase(at);
        MHD_resume_connection(exchange.connection);
    }
}

/// What can be refused by the head of a request is.
MHD_Result HttpServer::State::begin(MHD_Connection* connection, Exchange& exchange) {
    Link& link = link_of(connection);
    link.since = now;
    link.is_begun = true;
    HttpRequest& request = exchange.request;
    const auto refuse = [&](int status, std::string words) {
        HttpAnswer answer = plain_answer(status, std::move(words));
        answer.headers.emplace_back("Connection", "close");
        if (status == 503) answer.headers.emplace_back("Retry-After", "1");
        return send(connection, exchange, std::move(answer));
    };
    if (!rate.admit(request.address, now)) return refuse(503, "Too many requests from your address.");
    if (request.path.size() > limits.path || exchange.query.size() > limits.path)
        return refuse(414, "The address is too long.");
    auto found = find_route(routes, request.method, request.path);
    if (found.route == nullptr) {
        const std::string methods = methods_of(routes, request.path);
        if (methods.empty()) return refuse(404, "Not found.");
        HttpAnswer answer = plain_answer(405, "Only " + methods + " can be used here.");
        answer.headers.emplace_back("Allow", methods);
        answer.headers.emplace_back("Connection", "close");
        return send(connection, exchange, std::move(answer));
    }
    exchange.route = found.route;
    request.parameters = std::move(found.parameters);
    auto query = read_fields(exchange.query, limits::query_fields);
    if (!query) return refuse(400, "What follows the ? in the address cannot be read.");
    request.query = std::move(*query);
    const auto size = read_body_size(request, exchange.route->max_body);
    switch (size.kind) {
        case BodyKind::known: break;
        case BodyKind::malformed: return refuse(400, "The size of the body cannot be read.");
        case BodyKind::without_size: return refuse(411, "Say the size of the body in Content-Length.");
        case BodyKind::too_large:
            return refuse(413, fmt::format("The body may have {} bytes.", exchange.route->max_body));
    }
    if (size.bytes > limits::bodies - bodies) return refuse(503, "Too many requests with bodies at once.");
    exchange.expected = size.bytes;
    bodies += size.bytes;
    return MHD_YES;
}

MHD_Result HttpServer::State::send(MHD_Connection* connection, Exchange& exchange, HttpAnswer answer) {
    if (answer.stream) {
        const std::size_t room = *answer.stream == Channel::pages ? limits.watchers : limits.subscribers;
        const auto same = count_of(streams_of, name_of_listener(exchange.request, *answer.stream));
        if (counts.listening(*answer.stream) >= room)
            answer = plain_answer(503, "Too many listen here; ask for metadata/timestamp.json instead.");
        else if (same >= limits.subscribers_per_address)
            answer = plain_answer(503, "Too many of your address listen; ask for metadata/timestamp.json instead.");
    }
    exchange.is_answered = true;
    link_of(connection).is_waiting = false;
    ++counts.answers[answer.status];
    MHD_Response* response = respond(connection, exchange, answer);
    if (response == nullptr) return MHD_NO;
    for (const auto& [name, value] : answer.headers)
        MHD_add_response_header(response, name.c_str(), value.c_str());
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    const auto queued = MHD_queue_response(connection, static_cast<unsigned int>(answer.status), response);
    MHD_destroy_response(response);
    return queued;
}

MHD_Response* HttpServer::State::respond(MHD_Connection* connection, const Exchange& exchange, HttpAnswer& answer) {
    if (answer.stream && exchange.request.method == "GET") {
        const Channel channel = *answer.stream;
        auto stream =
            std::make_unique<Stream>(Stream{*this, connection, link_of(connection).socket,
                                            name_of_listener(exchange.request, channel), channel, news[channel], now});
        const auto read = [](void* self, std::uint64_t, char* buffer, std::size_t room) {
            return static_cast<Stream*>(self)->read(buffer, room);
        };
        const auto free = [](void* self) {
            const std::unique_ptr<Stream> ended(static_cast<Stream*>(self));
            State& server = ended->server;
            ::epoll_ctl(server.events.value(), EPOLL_CTL_DEL, ended->socket, nullptr);  // closed after this
            server.streams.erase(ended.get());
            count_down(server.streams_of, ended->address);
            --server.counts.listening(ended->channel);
        };
        MHD_Response* response =
            MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, event_size, read, stream.get(), free);
        if (response == nullptr) return nullptr;
        epoll_event hangup{};
        hangup.events = EPOLLRDHUP | EPOLLONESHOT;
        hangup.data.ptr = stream.get();
        ::epoll_ctl(events.value(), EPOLL_CTL_ADD, stream->socket, &hangup);
        ::setsockopt(stream->socket, SOL_SOCKET, SO_SNDBUF, &stream_buffer_bytes, sizeof stream_buffer_bytes);
        ++streams_of[stream->address];
        streams.insert(stream.release());  // until it is freed with its response
        ++counts.listening(channel);
        return response;
    }
    if (answer.file) {
        const auto size = static_cast<std::uint64_t>(answer.file->size);
        const auto offset = static_cast<std::uint64_t>(answer.file->offset);
        const int file = answer.file->file.value();
        MHD_Response* response = MHD_create_response_from_fd_at_offset64(size, file, offset);
        if (response != nullptr) static_cast<void>(answer.file->file.release());  // closed with the response
        return response;
    }
    return MHD_create_response_from_buffer(answer.body.size(), answer.body.data(), MHD_RESPMEM_MUST_COPY);
}

ssize_t HttpServer::State::Stream::read(char* buffer, std::size_t room) {
    if (server.is_stopping) return MHD_CONTENT_READER_END_OF_STREAM;
    if (has_hung_up) return MHD_CONTENT_READER_END_WITH_ERROR;
    const auto say = [&](std::string_view words) {
        next_ping = server.now + server.limits.ping;
        is_ping_due = false;
        const std::size_t size = std::min(words.size(), room);  // there is always room for one event: event_size
        std::memcpy(buffer, words.data(), size);
        return static_cast<ssize_t>(size);
    };
    if (!std::exchange(has_greeted, true)) return say(hello);
    if (told != server.news[channel]) {
        told = server.news[channel];
        return say(fmt::format("event: {}\ndata: {}\n\n", channel == Channel::pages ? "change" : "release", told));
    }
    if (is_ping_due) return say(ping);
    is_suspended = true;
    MHD_suspend_connection(connection);
    return 0;
}

void HttpServer::State::wake(Stream& stream) {
    if (std::exchange(stream.is_suspended, false)) MHD_resume_connection(stream.connection);
}

/// The library does not look at connections that wait for news, so it would count those that are gone until the next
/// ping: screens that come back through a web server that was restarted would find their places taken.
void HttpServer::State::notice_hangups() {
    std::array<epoll_event, 64> ready{};
    for (int count = 1; count > 0;) {
        count = ::epoll_wait(events.value(), ready.data(), static_cast<int>(ready.size()), 0);
        for (int i = 0; i < count; ++i) {
            auto* stream = static_cast<Stream*>(ready.at(static_cast<std::size_t>(i)).data.ptr);
            if (stream == nullptr) continue;  // the library's, for MHD_run
            stream->has_hung_up = true;
            wake(*stream);
        }
        if (count < static_cast<int>(ready.size())) return;
    }
}

void HttpServer::State::end_slow_requests() {
    for (Link* link : links) {
        if (!link->is_waiting) continue;
        const auto limit = link->is_refused ? max_wait : link->is_begun ? limits.request_time : limits.idle_time;
        if (now - link->since < limit) continue;
        if (link->is_begun && !link->is_refused) {
            ++counts.answers[408];
            say_and_end(*link, 408, "This took too long: the request did not come.");
        }
        link->is_waiting = false;
        link->is_refused = true;
        ::shutdown(link->socket, SHUT_RDWR);  // the library notices
    }
}

content::Result<std::unique_ptr<HttpServer>> HttpServer::start(content::Descriptor listener,
                                                               std::vector<HttpRoute> routes,
                                                               const HttpLimits& limits) {
    auto state = std::make_unique<State>(std::move(routes), limits);
    const auto on_request = [](void* self, MHD_Connection* connection, const char* path, const char* method,
                               const char* /*version*/, const char* body, std::size_t* body_size, void** context) {
        return state_of(self).take(connection, path, method, body, body_size, context);
    };
    const auto on_connection = [](void* self, MHD_Connection* connection, void** context,
                                  MHD_ConnectionNotificationCode what) {
        if (what == MHD_CONNECTION_NOTIFY_STARTED)
            state_of(self).open_link(connection, context);
        else
            state_of(self).close_link(context);
    };
    const auto on_completed = [](void* self, MHD_Connection* connection, void** context,
                                 MHD_RequestTerminationCode /*why*/) {
        const std::unique_ptr<Exchange> done(static_cast<Exchange*>(*context));
        *context = nullptr;
        if (done) {
            state_of(self).bodies -= done->expected;
            state_of(self).waiting.erase(done.get());
        }
        Link& link = link_of(connection);
        link.is_waiting = true;
        link.is_begun = false;
        link.since = state_of(self).now;
    };
    // Paths come as they were sent: what they mean is decided where it can be tested (http_fields.h).
    const auto leave_encoded = [](void*, MHD_Connection*, char* text) { return std::strlen(text); };
    MHD_AcceptPolicyCallback accept_all = nullptr;
    using Callback = MHD_AccessHandlerCallback;
    state->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, accept_all, nullptr, static_cast<Callback>(on_request),
        state.get(), MHD_OPTION_LISTEN_SOCKET, listener.value(), MHD_OPTION_CONNECTION_MEMORY_LIMIT, limits.head,
        MHD_OPTION_CONNECTION_LIMIT, static_cast<unsigned int>(limits.connections) + spare_connections,
        MHD_OPTION_CONNECTION_TIMEOUT,
        static_cast<unsigned int>(std::chrono::ceil<std::chrono::seconds>(limits.idle_time).count()),
        MHD_OPTION_NOTIFY_CONNECTION, static_cast<MHD_NotifyConnectionCallback>(on_connection), state.get(),
        MHD_OPTION_NOTIFY_COMPLETED, static_cast<MHD_RequestCompletedCallback>(on_completed), state.get(),
        MHD_OPTION_UNESCAPE_CALLBACK, static_cast<std::size_t (*)(void*, MHD_Connection*, char*)>(leave_encoded),
        nullptr, MHD_OPTION_END);
    if (state->daemon == nullptr) {
        return content::Error{content::Code::io, fmt::format("the server of HTTP does not start: {}",
                                                             std::generic_category().message(errno))};
    }
    static_cast<void>(listener.release());  // closed by the library
    epoll_event any{};
    any.events = EPOLLIN;
    ::epoll_ctl(state->events.value(), EPOLL_CTL_ADD,
                MHD_get_daemon_info(state->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, &any);
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

HttpServer::~HttpServer() {
    state_->is_stopping = true;
    for (State::Stream* stream : state_->streams)
        state_->wake(*stream);  // the library ends with no connection suspended
    state_->look_for_answers();
    MHD_run(state_->daemon);
    MHD_stop_daemon(state_->daemon);
}

int HttpServer::descriptor() const {
    return state_->events.value();
}

content::Steady HttpServer::next_due() const {
    if (!state_->waiting.empty()) return answer_look;
    MHD_UNSIGNED_LONG_LONG milliseconds = 0;
    if (MHD_get_timeout(state_->daemon, &milliseconds) != MHD_YES) return max_wait;
    return std::min(max_wait, Steady(static_cast<std::int64_t>(std::min<unsigned long long>(milliseconds, 1000))));
}

void HttpServer::run(Steady now) {
    state_->now = now;
    state_->notice_hangups();
    state_->end_slow_requests();
    state_->look_for_answers();
    for (State::Stream* stream : state_->streams) {
        if (now < stream->next_ping) continue;
        stream->is_ping_due = true;
        state_->wake(*stream);
    }
    // One pass of the library leaves some of those that were woken for the next.
    for (int passes = 0; passes < max_passes; ++passes) {
        MHD_run(state_->daemon);
        MHD_UNSIGNED_LONG_LONG wait = 1;
        if (MHD_get_timeout(state_->daemon, &wait) != MHD_YES || wait > 0) return;
    }
}

void HttpServer::tell(std::uint64_t news, Channel channel) {
    ++state_->counts.events;
    state_->news[channel] = news;
    for (State::Stream* stream : state_->streams)
        if (stream->channel == channel) state_->wake(*stream);
}

const HttpCounts& HttpServer::counts() const {
    return state_->counts;
}

}  // namespace hub
