#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// A web server on this machine for the tests of fetching: one request a connection, answers as the test makes them.
class WebServer {
public:
    struct Request {
        std::string path;
        std::string head;  ///< request line and headers
        [[nodiscard]] bool has(std::string_view line) const { return head.find(line) != std::string::npos; }
    };
    /// The whole answer, with its status line. Runs on the server's thread.
    using Answer = std::function<std::string(const Request&)>;

    explicit WebServer(Answer answer);
    ~WebServer();
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;

    [[nodiscard]] std::string url(const std::string& path) const;
    [[nodiscard]] std::vector<Request> requests() const;

    /// "HTTP/1.1 200 OK" with these headers (each ending in \r\n), a length and the body.
    [[nodiscard]] static std::string ok(const std::string& headers, const std::string& body);
    [[nodiscard]] static std::string status(const std::string& line, const std::string& headers = {});

private:
    void serve();
    void serve_one(int connection);

    Answer answer_;
    int listener_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<Request> requests_;
    std::thread thread_;
};
