# Sourced: a depot host as deploy/depot/rotunda-depot.conf makes it, on loopback, with a certificate of its own.
# shellcheck shell=bash

# Why there can be none here; nothing when there can.
why_no_depot_host() {
    local need
    for need in nginx openssl curl; do command -v "$need" >/dev/null || { echo "$need is not here"; return; }; done
    [ -e /usr/lib/nginx/modules/ngx_nchan_module.so ] || echo "nginx has no nchan here"
}

# write_web_server FOLDER SERVER HEAD SED-OPTION...: in FOLDER nginx.conf, with the lines HEAD and the file SERVER of deploy/
# as sed changes it, and a certificate of its own: tls.pem, tls.key. Its log is FOLDER/error.log, its number in FOLDER/pid.
write_web_server() {
    local folder=$1 server=$2 head=$3
    shift 3
    mkdir -p "$folder"
    [ -e "$folder/tls.pem" ] ||
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 \
            -addext "subjectAltName=IP:127.0.0.1" -keyout "$folder/tls.key" -out "$folder/tls.pem" 2>/dev/null
    {
        # Workers of another user could not enter a test's own folder.
        [ "$(id -u)" -ne 0 ] || echo "user root;"
        cat <<CONF
$head
daemon off; pid $folder/pid; error_log $folder/error.log; worker_processes 1;
events {}
http {
    access_log off; client_body_temp_path $folder/a; proxy_temp_path $folder/b;
    fastcgi_temp_path $folder/c; uwsgi_temp_path $folder/d; scgi_temp_path $folder/e;
CONF
        sed -E -e "s#/etc/ssl/certs/[a-z]+\.pem#$folder/tls.pem#; s#/etc/ssl/private/[a-z]+\.key#$folder/tls.key#" "$@" "$server"
        echo "}"
    } >"$folder/nginx.conf"
}

# start_depot_host FOLDER DEPOT PORT ANNOUNCE_PORT: certificate in FOLDER/tls.pem, process in $depot_host.
start_depot_host() {
    local folder=$1
    write_web_server "$folder" "$(dirname "${BASH_SOURCE[0]}")/../../deploy/depot/rotunda-depot.conf" \
        "load_module /usr/lib/nginx/modules/ngx_nchan_module.so;" \
        -e "s#listen 443#listen 127.0.0.1:$3#; s#listen 127.0.0.1:8099#listen 127.0.0.1:$4#; s#/srv/depot#$2#"
    rm -f "$folder/pid"
    nginx -c "$folder/nginx.conf" 2>"$folder/start.log" &
    # Read by who sources this.
    # shellcheck disable=SC2034
    depot_host=$!
    for _ in $(seq 100); do
        if [ -s "$folder/pid" ] && (: <"/dev/tcp/127.0.0.1/$3") 2>/dev/null; then return 0; fi
        sleep 0.1
    done
    cat "$folder/start.log" "$folder/error.log" >&2
    return 1
}
