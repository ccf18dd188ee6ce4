#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

/// A web server on the loopback that tells the truth, or lies on order. One thread for each connection.
namespace tiny_server {

struct Asked {
    std::string path;
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string method = "GET";
    std::string body{};
};

/// What goes over the wire for one request, written by a Behaviour.
class Connection {
public:
    Connection(int socket, const std::atomic<bool>& stop) : socket_(socket), stop_(stop) {}
    /// False when the client has gone.
    bool send(std::string_view bytes) const;
    /// Until the server is stopped or the time is over.
    void wait(int milliseconds) const;
    [[nodiscard]] bool is_stopping() const { return stop_; }
    /// After this answer: hang up.
    void hang_up() { is_over_ = true; }
    [[nodiscard]] bool is_over() const { return is_over_; }

private:
    int socket_;
    const std::atomic<bool>& stop_;
    bool is_over_ = false;
};

using Behaviour = std::function<void(const Asked&, Connection&)>;

class Server {
public:
    /// Serves what `answer` sends, on a free port.
    explicit Server(Behaviour answer);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    /// From the next request on.
    void set(Behaviour answer);
    [[nodiscard]] std::vector<Asked> asked() const;
    /// Paths of all requests so far, in order; forgets them.
    [[nodiscard]] std::vector<std::string> take_paths();

private:
    void accept_until_stopped();
    void serve(int socket);

    mutable std::mutex mutex_;
    Behaviour answer_;
    std::vector<Asked> asked_;
    std::vector<std::thread> connections_;
    std::atomic<bool> stop_ = false;
    int listener_ = -1;
    int port_ = 0;
    std::thread acceptor_;
};

/// A whole answer.
[[nodiscard]] std::string answer(int status, std::string_view type, std::string_view body,
                                 const std::vector<std::string>& headers = {});

/// Serves a folder truthfully: ETag, If-None-Match and Range, as nginx does.
[[nodiscard]] Behaviour serve_folder(const std::string& folder);

}  // namespace tiny_server
