#include "tests/sync/staff/staff_fixture.h"

#include "content/base/files.h"
#include "sync/people/password.h"

namespace staff_test {

hub::HubServices Office::services_of() {
    auto opened = store::Store::open(folder_->path() / store::file_name, hub::hub_schema(), store::Opening::create);
    REQUIRE(opened);
    store_ = std::move(*opened);
    desk_ = std::make_unique<desk::PackDesk>(*store_, folder_->path() / "pack");
    hub::HubServices services{*store_};
    services.desk = desk_.get();
    services.folder = folder_->path();
    services.depot = folder_->path() / "depot";
    services.now = [this] { return now_; };
    services.address = "https://hub.test/";
    services.zone = "Europe/Vienna";
    services.state = [this] {
        hub::HubState state;
        state.published = hub::Published();
        state.published->release = release;
        return state;
    };
    services.log = [](const std::string&) {};
    services.changed = [this] { ++changes; };
    services.is_watched = [this] { return is_watched; };
    return services;
}

void Office::write_root(const std::string& json) {
    const auto metadata = folder_->path() / "depot" / "metadata";
    std::filesystem::create_directories(metadata);
    REQUIRE(content::write_file(metadata / "1.root.json", json));
}

Office::Person Office::add(const std::string& login, std::vector<people::Grant> grants) {
    static const std::string hash = [] {
        auto made = people::hash_of_password(password);
        REQUIRE(made);
        return *made;
    }();
    people::People people(*store_);
    const auto token = people.offer({{}, login, login, std::move(grants), {}, now_ + std::chrono::hours(1)});
    REQUIRE(token);
    const auto offer = people.offered(*token, now_);
    REQUIRE(*offer);
    auto made = people.accept(*token, {{}, {}, hash, 0}, now_);
    REQUIRE(made);
    return {made->account, (*offer)->code_secret, made->recovery_codes};
}

}  // namespace staff_test
