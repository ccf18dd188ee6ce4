#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "content/base/descriptor.h"
#include "sync/hub/http_server.h"
#include "sync/listening/listening_socket.h"

/// A server of the hub and those who ask it, in one thread: time passes only when a test says so.
namespace hub_test {

/// What came back, taken apart as far as tests look at it.
struct Reply {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;
};

/// A connection that sends what it is told, and takes what comes.
class Client {
public:
    /// To "http://127.0.0.1:8080/" or "unix:/path". Small buffers are those of somebody who reads slowly.
    enum class Buffers { usual, small };
    explicit Client(const std::string& address, Buffers buffers = Buffers::usual);

    /// Whether all of it went away; what does not fit at once is not sent.
    bool send(std::string_view bytes);
    /// Takes what is there.
    void receive();
    [[nodiscard]] const std::string& received() const { return received_; }
    [[nodiscard]] bool is_ended() const { return is_ended_; }
    /// Nothing until a whole answer is there. Of a chunked one what came so far, without the sizes.
    [[nodiscard]] bool has_reply() const;
    [[nodiscard]] Reply reply() const;
    void forget() { received_.clear(); }

private:
    content::Descriptor socket_;
    std::string received_{};
    bool is_ended_ = false;
};

class TestServer {
public:
    explicit TestServer(std::vector<hub::HttpRoute> routes, const hub::HttpLimits& limits = {},
                        const std::string& place = "127.0.0.1:0");

    [[nodiscard]] const std::string& address() const { return address_; }
    [[nodiscard]] hub::HttpServer& server() { return *server_; }
    void pass(content::Steady time) { now_ += time; }
    void run_once() { server_->run(now_); }
    /// Serves until `is_done`; fails the test when that does not come true.
    void serve_until(const std::function<bool()>& is_done);
    /// Serves for as long as there is something to do.
    void settle();
    /// What a stream has brought so far.
    [[nodiscard]] std::string heard(Client& client);
    /// The answer to the bytes of a request, over a connection of its own.
    [[nodiscard]] Reply ask(std::string_view request);
    /// The same, of "GET /path" with headers, each with its "\r\n".
    [[nodiscard]] Reply get(const std::string& path, const std::string& headers = "");

private:
    std::string address_{};
    std::unique_ptr<hub::HttpServer> server_;
    content::Steady now_{1'000'000};
};

}  // namespace hub_test
