#include "sync/alerts/courier.h"

#include <fstream>

#include "tests/sync/agent/tiny_server.h"
#include "tests/sync/alerts/alert_desk.h"
#include "tests/sync/alerts/alert_scene.h"
#include "tests/sync/alerts/mail_server.h"

using namespace alerts_test;
using namespace std::chrono_literals;
using alerts::Message;
using alerts::Way;
using mail_server::MailServer;

namespace {

/// A hub's outbox, and the way to a server.
struct Courier {
    explicit Courier(const std::string& server) {
        settings.is_wanted = true;
        settings.duty = {"duty@example.org", "team@example.org"};
        settings.second = {"venue@example.org"};
        settings.from = "displays@example.org";
        settings.server = server;
    }
    void put(Way way = Way::duty, std::int64_t thread = 0) {
        Message message;
        message.way = way;
        message.made = monday;
        message.subject = "Foyer “M”: silent";
        message.text = "Foyer “M” is silent.\n.\nhttps://hub.test/alerts/acknowledge/";
        message.text += alerts::link_mark;
        message.text += "\n";
        message.alerts = {7};
        message.thread = thread;
        REQUIRE(alerts::put(desk.store(), message));
    }
    alerts::Round deliver(Instant now = monday) {
        auto office = alerts::open_post_office(settings, [] { return false; });
        REQUIRE_MESSAGE(office, office.error().message);
        auto round = alerts::deliver(desk.store(), settings, "http://hub.test/", **office, now);
        REQUIRE_MESSAGE(round, round.error().message);
        return *round;
    }

    AlertDesk desk{};
    alerts::AlertSettings settings{};
};

}  // namespace

TEST_CASE("courier: a mail arrives at a real server, with its words, its link, and headers that programs know") {
    MailServer server;
    Courier courier("smtp://" + server.place());
    courier.put();
    CHECK(courier.deliver().sent == 1);
    const auto received = server.received();
    REQUIRE(received.size() == 1);
    const auto& mail = received.front();
    CHECK(mail.from == "displays@example.org");
    CHECK(mail.to == std::vector<std::string>{"duty@example.org", "team@example.org"});
    CHECK(mail.header("To") == "duty@example.org, team@example.org");
    CHECK(mail.header("Subject") == "=?UTF-8?B?Rm95ZXIg4oCcTeKAnTogc2lsZW50?=");
    CHECK(mail.header("Date") == "Mon, 16 Mar 2026 09:00:00 +0000");
    CHECK(mail.header("Auto-Submitted") == "auto-generated");
    CHECK(mail.header("Message-ID") == "<" + *alerts::mail_id(courier.desk.store(), 1) + "@example.org>");
    CHECK(mail.text().find("Foyer “M” is silent.\r\n.\r\n") != std::string::npos);
    const std::string link = *alerts::link_of(courier.desk.store(), 1);
    CHECK(mail.text().find("https://hub.test/alerts/acknowledge/" + link + "\r\n") != std::string::npos);
    CHECK(courier.deliver(monday + 1h).sent == 0);
    CHECK(server.received().size() == 1);
}

TEST_CASE("courier: the second person's mail goes to that one, and what comes later goes on from the first") {
    MailServer server;
    Courier courier("smtp://" + server.place());
    courier.put(Way::second);
    courier.put(Way::second, 1);
    CHECK(courier.deliver().sent == 2);
    const auto received = server.received();
    REQUIRE(received.size() == 2);
    CHECK(received[0].to == std::vector<std::string>{"venue@example.org"});
    CHECK(received[1].header("In-Reply-To") == received[0].header("Message-ID"));
}

TEST_CASE("courier: a server that asks who sends is told the name and the password of the file") {
    MailServer server(MailServer::Manner::asks_who);
    Courier courier("smtp://" + server.place());
    courier.settings.user = "displays";
    courier.settings.password_file = courier.desk.folder / "mail-password";
    std::ofstream(courier.settings.password_file) << "lamp river\n";
    courier.put();
    CHECK(courier.deliver().sent == 1);
    REQUIRE(server.received().size() == 1);
    CHECK(server.received().front().user == "AGRpc3BsYXlzAGxhbXAgcml2ZXI=");  // "\0displays\0lamp river"
}

TEST_CASE("courier: a mail that a server does not take now is sent when it does") {
    MailServer server;
    Courier courier("smtp://" + server.place());
    courier.put();
    server.set_refusal([](const std::string& command) {
        return std::string(command.starts_with("MAIL") ? "451 come back later" : "");
    });
    const auto round = courier.deliver();
    CHECK(round.sent == 0);
    CHECK(round.failure.find("451") != std::string::npos);
    server.set_refusal({});
    CHECK(courier.deliver(monday + 59s).sent == 0);
    CHECK(courier.deliver(monday + 60s).sent == 1);
    CHECK(server.received().size() == 1);
}

TEST_CASE("courier: an address that is wrong leaves no other untold") {
    MailServer server;
    Courier courier("smtp://" + server.place());
    courier.put();
    server.set_refusal([](const std::string& command) {
        return std::string(command.find("<duty@") != std::string::npos ? "550 nobody" : "");
    });
    CHECK(courier.deliver().sent == 1);
    REQUIRE(server.received().size() == 1);
    CHECK(server.received().front().to == std::vector<std::string>{"team@example.org"});
}

TEST_CASE("courier: nothing goes to a server whose TLS is not there") {
    MailServer server;
    Courier courier("smtps://" + server.place());
    courier.put();
    CHECK(courier.deliver().sent == 0);
    CHECK(server.received().empty());
}

TEST_CASE("courier: a server that never answers is left when the program is to stop") {
    MailServer server(MailServer::Manner::never_answers);
    Courier courier("smtp://" + server.place());
    courier.put();
    int asked = 0;
    const auto office = alerts::open_post_office(courier.settings, [&] { return ++asked > 3; });
    REQUIRE(office);
    const auto round = alerts::deliver(courier.desk.store(), courier.settings, "", **office, monday);
    REQUIRE(round);
    CHECK(round->sent == 0);
    CHECK(asked > 3);
}

TEST_CASE("courier: the webhook gets the words as JSON, is not followed elsewhere, and its address stays secret") {
    tiny_server::Server chat([](const tiny_server::Asked&, tiny_server::Connection& connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
    Courier courier("smtp://127.0.0.1:1");
    courier.settings.webhook = chat.url() + "/hooks/secret";
    courier.put(Way::webhook);
    CHECK(courier.deliver().sent == 1);
    const auto asked = chat.asked();
    REQUIRE(asked.size() == 1);
    CHECK(asked.front().method == "POST");
    CHECK(asked.front().path == "/hooks/secret");
    CHECK(asked.front().body.find("\"subject\":\"Foyer “M”: silent\"") != std::string::npos);
    CHECK(asked.front().body.find(*alerts::link_of(courier.desk.store(), 1)) != std::string::npos);

    chat.set([](const tiny_server::Asked&, tiny_server::Connection& connection) {
        connection.send("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
    });
    courier.put(Way::webhook);
    const auto round = courier.deliver();
    CHECK(round.sent == 0);
    CHECK(round.failure == "the webhook: HTTP 302");
    CHECK(chat.asked().size() == 2);
}

TEST_CASE("courier: a password that cannot be read is told at once") {
    Courier courier("smtp://127.0.0.1:1");
    courier.settings.user = "displays";
    courier.settings.password_file = courier.desk.folder / "none";
    CHECK_FALSE(alerts::open_post_office(courier.settings, {}));
}

TEST_CASE("courier: no words of a screen can begin another header, and long ones are whole characters in each part") {
    alerts::Mail mail;
    mail.from = "a@example.org";
    mail.to = {"b@example.org"};
    mail.id = "1@example.org";
    mail.at = monday;
    mail.subject = "Foyer\r\nBcc: everybody@example.org";
    const std::string bytes = "\r\n" + alerts::mail_bytes(mail);
    CHECK(bytes.find("\r\nSubject: Foyer  Bcc: everybody@example.org\r\n") != std::string::npos);
    CHECK(bytes.find("\nBcc") == std::string::npos);
    std::string hall;
    for (int i = 0; i < 40; ++i)
        hall += "é";
    mail.subject = hall;
    const std::string subject = alerts::mail_bytes(mail);
    std::size_t words = 0;
    for (std::size_t at = subject.find("=?UTF-8?B?"); at != std::string::npos;
         at = subject.find("=?UTF-8?B?", at + 1)) {
        const auto end = subject.find("?=", at);
        CHECK(end - at + 2 <= 75);
        ++words;
        CHECK(subject.substr(at + 10, 4) == "w6nD");  // begins with a whole é
    }
    CHECK(words == 2);
}
