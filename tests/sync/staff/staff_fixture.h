#pragma once

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "content/base/files.h"
#include "content/base/private_folder.h"
#include "sync/people/logbook.h"
#include "sync/people/one_time_code.h"
#include "sync/people/people.h"
#include "sync/people/people_schema.h"
#include "sync/people/secret_token.h"
#include "sync/program/hub_parts.h"
#include "sync/program/staff_commands.h"
#include "tests/sync/hub/hub_client.h"

/// A hub with people and no screens, and a browser at it.
namespace staff_test {

using Form = std::vector<std::pair<std::string, std::string>>;

inline const people::Grant admin{people::Role::admin, {}, {}};
inline const std::string password = "lamp river stone seven";

/// Whether a page has these words.
inline bool says(const hub_test::Reply& reply, const std::string& words) {
    return reply.body.find(words) != std::string::npos;
}

class Office {
public:
    /// `settings` is its hub.toml; empty: there is none.
    explicit Office(const std::string& settings = {}) {
        if (!settings.empty()) REQUIRE(content::write_file(folder_->path() / "hub.toml", settings));
        const hub::HubServices services = services_of();
        for (const hub::PartMaker make : hub::hub_parts()) {
            auto part = make(services);
            REQUIRE_MESSAGE(part, (part ? std::string() : part.error().message));
            parts_.push_back(std::move(*part));
        }
        std::vector<hub::HttpRoute> routes;
        for (const auto& part : parts_)
            for (auto& route : part->routes()) {
                if (route.method == "POST") posts.push_back(route.path);
                routes.push_back(std::move(route));
            }
        server_ = std::make_unique<hub_test::TestServer>(std::move(routes));
    }

    /// The first root of the depot that the hub serves.
    void write_root(const std::string& json);
    /// What is published; 4 unless a test says so.
    std::int64_t release = 4;
    std::vector<std::string> posts{};  ///< paths of all that takes forms or changes
    int changes = 0;                   ///< times that pages which are open were told to look again
    bool is_watched = true;            ///< whether one is open
    /// What parts do about once a second.
    void tick() {
        for (const auto& part : parts_)
            part->tick(now_);
    }
    [[nodiscard]] store::Store& store() { return *store_; }
    /// A file of the pack that staff edit.
    void write_pack(const std::string& name, const std::string& bytes) {
        std::filesystem::create_directories((folder_->path() / "pack" / name).parent_path());
        REQUIRE(content::write_file(folder_->path() / "pack" / name, bytes));
    }
    /// Empty where there is none.
    [[nodiscard]] std::string pack_file(const std::string& name) {
        auto bytes = content::read_file(folder_->path() / "pack" / name, 1 << 21);
        return bytes ? std::move(*bytes) : std::string();
    }
    [[nodiscard]] content::Instant now() const { return now_; }
    void pass(std::chrono::seconds time) { now_ += time; }
    /// Second by second, as the hub runs.
    void live(std::chrono::seconds time) {
        for (const auto end = now_ + time; now_ < end;) {
            now_ += std::chrono::seconds(1);
            for (const auto& part : parts_)
                part->tick(now_);
        }
    }
    [[nodiscard]] std::string metrics() {
        std::string text;
        for (const auto& part : parts_)
            text += part->metrics(hub::MetricsForm::text);
        return text;
    }
    [[nodiscard]] hub_test::TestServer& server() { return *server_; }
    [[nodiscard]] std::vector<people::Entry> log() {
        auto entries = people::Logbook(*store_).newest(1000, {});
        REQUIRE(entries);
        return std::move(*entries);
    }

    /// Like a browser, with the cookie that `cookie` is; empty: none. `extra` are headers with their "\r\n".
    [[nodiscard]] hub_test::Reply get(const std::string& path, const std::string& cookie = "") {
        return server_->get(path, cookie.empty() ? "" : "Cookie: rotunda=" + cookie + "\r\n");
    }
    [[nodiscard]] static std::string encoded(const Form& form) {
        std::string body;
        for (const auto& [name, value] : form) {
            body += (body.empty() ? "" : "&") + name + "=";
            for (const char c : value) {
                constexpr std::string_view digits = "0123456789ABCDEF";
                const auto byte = static_cast<unsigned char>(c);
                body += {'%', digits[byte >> 4U], digits[byte & 15U]};
            }
        }
        return body;
    }
    [[nodiscard]] static std::string post_bytes(const std::string& path, const Form& form, const std::string& cookie,
                                                const std::string& site = "Sec-Fetch-Site: same-origin\r\n") {
        const std::string body = encoded(form);
        return "POST " + path + " HTTP/1.1\r\nHost: hub.test\r\n" + site +
               "Content-Type: application/x-www-form-urlencoded\r\n" +
               (cookie.empty() ? "" : "Cookie: rotunda=" + cookie + "\r\n") +
               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
    /// A form of a page of ours, with the token of its session.
    [[nodiscard]] hub_test::Reply post(const std::string& path, Form form, const std::string& cookie = "") {
        if (!cookie.empty()) form.emplace_back("form-token", people::form_token_of(cookie));
        return server_->ask(post_bytes(path, form, cookie));
    }
    [[nodiscard]] static std::string cookie_of(const hub_test::Reply& reply) {
        const auto found = reply.headers.find("set-cookie");
        if (found == reply.headers.end() || !found->second.starts_with("rotunda=")) return {};
        return found->second.substr(8, found->second.find(';') - 8);
    }

    /// Somebody whose password is `password`; how they sign in by code.
    struct Person {
        people::Account account{};
        std::string secret{};
        std::vector<std::string> recovery{};
    };
    Person add(const std::string& login, std::vector<people::Grant> grants);
    /// The cookie of a new session, without its form.
    std::string session_of(const Person& person) {
        auto token = people::People(*store_).begin_session(person.account.id, people::Computer::own, now_);
        REQUIRE(token);
        return *token;
    }
    [[nodiscard]] hub_test::Reply sign_in(const std::string& login, const std::string& typed, const std::string& code,
                                          const std::string& next = "") {
        return post("/sign-in", {{"login", login}, {"password", typed}, {"code", code}, {"next", next}});
    }

private:
    hub::HubServices services_of();
    content::Result<content::PrivateFolder> folder_ =
        content::PrivateFolder::make(std::filesystem::temp_directory_path());
    content::Instant now_ = content::Instant(std::chrono::seconds(1'800'000'000));
    std::unique_ptr<store::Store> store_{};
    std::unique_ptr<desk::PackDesk> desk_{};
    std::vector<std::unique_ptr<hub::HubPart>> parts_{};
    std::unique_ptr<hub_test::TestServer> server_{};
};

}  // namespace staff_test
