-- The site's own tables, in addition to StreamCat's. User ids have the maximum length that StreamCat allows.
create table if not exists site_moderator (
    owner_id varchar(128) not null,
    moderator_id varchar(128) not null,
    primary key (owner_id, moderator_id)
);

create table if not exists site_guest (
    owner_id varchar(128) not null,
    guest_id varchar(128) not null,
    primary key (owner_id, guest_id)
);

-- The names of deleted accounts, until a time in seconds since 1970.
create table if not exists site_resting_name (
    username_key varchar(128) not null primary key,
    rests_until bigint not null
);
