#include "sync/people/sign_in_guard.h"

#include <algorithm>
#include <vector>

namespace people {
namespace {

// Keys of different kinds never meet: addresses and logins hold no line feed.
std::string address_key(const std::string& address) {
    return "a\n" + address;
}

std::string pair_key(const std::string& address, const std::string& login) {
    return "p\n" + address + "\n" + login;
}

std::string code_key(const std::string& account) {
    return "c\n" + account;
}

}  // namespace

SignInGuard::Bucket& SignInGuard::bucket(const std::string& key, const Rule& rule, content::Steady now) {
    auto found = buckets_.find(key);
    if (found == buckets_.end()) {
        make_room(now);
        found = buckets_.emplace(key, Bucket{rule.burst, now}).first;
    }
    Bucket& counted = found->second;
    const double more = static_cast<double>((now - counted.at).count()) / static_cast<double>(rule.each.count());
    counted = {std::min(rule.burst, counted.tokens + more), now};
    return counted;
}

/// The older half goes: whoever of them comes back begins anew, which the limit on hashing bears.
void SignInGuard::make_room(content::Steady now) {
    if (buckets_.size() < rules_.remembered) return;
    std::vector<content::Steady> ages;
    ages.reserve(buckets_.size());
    for (const auto& [key, counted] : buckets_)
        ages.push_back(now - counted.at);
    const auto middle = ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / 2);
    std::nth_element(ages.begin(), middle, ages.end());
    const content::Steady limit = *middle;
    std::erase_if(buckets_, [&](const auto& entry) { return now - entry.second.at >= limit; });
}

bool SignInGuard::admit(const std::string& address, const std::string& login, content::Steady now) {
    Bucket& of_address = bucket(address_key(address), rules_.address, now);
    if (of_address.tokens < 1) return false;
    of_address.tokens -= 1;
    Bucket& of_pair = bucket(pair_key(address, login), rules_.pair, now);
    if (of_pair.tokens < 1) return false;
    of_pair.tokens -= 1;
    return true;
}

bool SignInGuard::admits_code(const std::string& account, content::Steady now) {
    return bucket(code_key(account), rules_.codes, now).tokens >= 1;
}

void SignInGuard::code_was_wrong(const std::string& account, content::Steady now) {
    Bucket& counted = bucket(code_key(account), rules_.codes, now);
    counted.tokens = std::max(0.0, counted.tokens - 1);
}

void SignInGuard::forgive(const std::string& address, const std::string& login, const std::string& account) {
    buckets_.erase(pair_key(address, login));
    buckets_.erase(code_key(account));
}

}  // namespace people
