#include "sync/transport/authorities.h"

#include <curl/curl.h>

#include <string_view>

#include "content/base/files.h"

namespace syncing {
namespace {

constexpr std::size_t certificate_bytes = 64 * 1024;        // a chain of three has 6,000
constexpr std::size_t authorities_bytes = 4 * 1024 * 1024;  // Debian's have 220,000
constexpr std::string_view certificate_begin = "-----BEGIN CERTIFICATE-----";

}  // namespace

Result<std::shared_ptr<const std::string>> authorities_with(const std::string& ca_file,
                                                            const std::filesystem::path& file) {
    auto certificate = content::read_file(file, certificate_bytes);
    if (!certificate && certificate.error().code == Code::not_found) return std::shared_ptr<const std::string>();
    if (!certificate) return certificate.error();
    if (certificate->find(certificate_begin) == std::string::npos) {
        return Error{Code::bad_input, file.string() + ": expected a certificate (PEM), which begins with " +
                                          std::string(certificate_begin)};
    }
    const char* usual = curl_version_info(CURLVERSION_NOW)->cainfo;
    const std::string others = !ca_file.empty() ? ca_file : (usual != nullptr ? usual : "");
    // A machine without any authorities still has this one.
    const auto known = others.empty() ? Result<std::string>("") : content::read_file(others, authorities_bytes);
    if (!known && !ca_file.empty()) return known.error();
    return std::make_shared<const std::string>((known ? *known + "\n" : "") + *certificate);
}

void trust_authorities(void* handle, const HttpOptions& options) {
    if (options.authorities) {
        curl_blob all{const_cast<char*>(options.authorities->data()), options.authorities->size(), CURL_BLOB_NOCOPY};
        curl_easy_setopt(handle, CURLOPT_CAINFO_BLOB, &all);
    } else if (!options.ca_file.empty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, options.ca_file.c_str());
    }
}

}  // namespace syncing
