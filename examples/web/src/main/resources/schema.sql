-- The site's own tables, beside StreamCat's. User ids are as long as StreamCat allows.
create table if not exists site_moderator (
    owner_id varchar(128) not null,
    moderator_id varchar(128) not null,
    primary key (owner_id, moderator_id)
);

create table if not exists site_ban (
    owner_id varchar(128) not null,
    viewer_id varchar(128) not null,
    reason varchar(256),
    banned_at timestamp with time zone not null,
    primary key (owner_id, viewer_id)
);

create table if not exists site_guest (
    owner_id varchar(128) not null,
    guest_id varchar(128) not null,
    primary key (owner_id, guest_id)
);
